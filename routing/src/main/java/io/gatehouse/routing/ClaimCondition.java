// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

import java.util.List;

/// A condition on a claim of the token that the request was let in with. Of a claim that is a list,
/// one element must fulfil it.
///
/// @param claim its name, or the names that lead to it in nested claims
/// @param inverted whether the condition must not hold
public record ClaimCondition(List<String> claim, ValueMatch value, boolean inverted) {
    public ClaimCondition {
        claim = List.copyOf(claim);
    }
}
