// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.xds;

import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What a proxy has of one type.
final class Copies {
    private final SharedTable<VersionedResource> known = new SharedTable<>();
    private final SortedMap<String, String> broughtAlong = new TreeMap<>();

    @Nullable Copy get(String name) {
        VersionedResource resource = known.get(name);
        if (resource != null) {
            return Copy.of(resource);
        }
        String version = broughtAlong.get(name);
        return version == null ? null : Copy.broughtAlong(version);
    }

    boolean contains(String name) {
        return known.contains(name) || broughtAlong.containsKey(name);
    }

    int size() {
        return known.size() + broughtAlong.size();
    }

    SortedSet<String> names() {
        SortedSet<String> names = new TreeSet<>(broughtAlong.keySet());
        names.addAll(known.all().keySet());
        return names;
    }

    /// Whether the content of all is known, and is such.
    boolean allMatch(Predicate<VersionedResource> condition) {
        return allKnown() && known.allMatch(condition);
    }

    boolean allKnown() {
        return broughtAlong.isEmpty();
    }

    /// Those of which the content is known.
    SortedMap<String, VersionedResource> known() {
        return known.all();
    }

    void recall(String name, String version) {
        broughtAlong.put(name, version);
    }

    void put(VersionedResource resource) {
        broughtAlong.remove(resource.name().name());
        known.put(resource.name().name(), resource);
    }

    void remove(String name) {
        broughtAlong.remove(name);
        known.remove(name);
    }

    /// See [SharedTable#share].
    void share(SortedMap<String, VersionedResource> equal) {
        known.share(equal);
    }
}
