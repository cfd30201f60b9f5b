// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.istio;

import io.gatehouse.config.SortedMaps;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// Edits of the headers on the way to the destination and back.
public record Headers(Optional<HeaderOperations> request, Optional<HeaderOperations> response) {

    /// The edits of one direction.
    ///
    /// @param set replaces what there is
    /// @param add appends to what there is
    public record HeaderOperations(
            SortedMap<String, String> set, SortedMap<String, String> add, List<String> remove) {
        public HeaderOperations {
            set = SortedMaps.copyOf(set);
            add = SortedMaps.copyOf(add);
            remove = List.copyOf(remove);
        }
    }
}
