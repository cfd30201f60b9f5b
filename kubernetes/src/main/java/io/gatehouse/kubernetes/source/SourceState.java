// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.kubernetes.source;

import java.util.List;

/// How the reading of the API server goes.
///
/// @param complete whether the first batch has been handed over
/// @param kinds in the order of their kind
public record SourceState(boolean complete, List<KindState> kinds) {
    public SourceState {
        kinds = List.copyOf(kinds);
    }
}
