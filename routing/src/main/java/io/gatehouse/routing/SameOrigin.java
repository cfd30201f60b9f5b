// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

import java.util.List;

/// Requests that change something must come from pages of the same host.
///
/// @param others hosts whose pages may send them, too
/// @param enforced whether foreign ones are refused, and not only counted
public record SameOrigin(List<ValueMatch> others, boolean enforced) implements PolicyFeature {
    public SameOrigin {
        others = List.copyOf(others);
    }
}
