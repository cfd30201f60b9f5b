// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Changes to the headers of a request on its way upstream and of the response on its way back.
public record HeaderEdits(Edits request, Edits response) {
    public static final HeaderEdits NONE = new HeaderEdits(Edits.NONE, Edits.NONE);

    /// `set` overwrites, `add` appends, `remove` comes last; names are case-insensitive. Setting
    /// `Host` rewrites the request's host, unless the target does so itself.
    public record Edits(
            SortedMap<String, String> set, SortedMap<String, String> add, List<String> remove) {
        public static final Edits NONE = new Edits(new TreeMap<>(), new TreeMap<>(), List.of());

        public Edits {
            set = Collections.unmodifiableSortedMap(new TreeMap<>(set));
            add = Collections.unmodifiableSortedMap(new TreeMap<>(add));
            remove = List.copyOf(remove);
        }
    }
}
