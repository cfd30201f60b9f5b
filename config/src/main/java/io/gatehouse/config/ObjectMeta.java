// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config;

import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The `metadata` of an object, as far as Gatehouse uses it. Without its `resourceVersion`, so that
/// an object whose status alone has changed equals what it was.
///
/// @param namespace empty for kinds that have none; sources fill in `default` where a user left it
///   out
/// @param generation 0 where the source does not count
public record ObjectMeta(
        String name,
        String namespace,
        SortedMap<String, String> labels,
        SortedMap<String, String> annotations,
        Optional<Instant> creationTimestamp,
        String uid,
        long generation) {
    public ObjectMeta {
        labels = SortedMaps.copyOf(labels);
        annotations = SortedMaps.copyOf(annotations);
    }

    /// Metadata with a name and nothing else, for objects that Gatehouse makes itself.
    public static ObjectMeta named(
            String namespace, String name, SortedMap<String, String> labels) {
        return new ObjectMeta(name, namespace, labels, new TreeMap<>(), Optional.empty(), "", 0);
    }
}
