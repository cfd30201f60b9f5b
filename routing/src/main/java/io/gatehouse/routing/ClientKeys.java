// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Only clients with a key are let in. `toString` shows no key.
///
/// @param keys by client; without any, nobody is let in
/// @param places where a request may have its key; the first that it has counts
/// @param clientHeader in which the client's name goes on; empty means in none
/// @param forwarded whether the key goes on too
public record ClientKeys(
        SortedMap<String, String> keys, List<Place> places, String clientHeader, boolean forwarded)
        implements PolicyFeature {
    public ClientKeys {
        keys = Collections.unmodifiableSortedMap(new TreeMap<>(keys));
        places = List.copyOf(places);
    }

    /// A part of a request.
    public sealed interface Place {
        record InHeader(String name) implements Place {}

        record InQuery(String name) implements Place {}

        record InCookie(String name) implements Place {}
    }

    @Override
    public String toString() {
        return "ClientKeys[" + keys.keySet() + "]";
    }
}
