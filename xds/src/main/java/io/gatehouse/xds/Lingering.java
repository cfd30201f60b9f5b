// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.xds;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Deleted resources that a proxy is left with for connections of before. There may be as many as a
/// port has hosts, for minutes: they are set aside, and looked at again only when their time is
/// over or something has changed that they depend on.
final class Lingering {
    private final Map<ResourceName, Entry> entries = new HashMap<>();
    private final Map<ResourceName, Set<ResourceName>> users = new HashMap<>();
    private final NavigableMap<Long, Set<ResourceName>> ends =
            new TreeMap<>((one, other) -> Long.signum(one - other));
    private final Set<ResourceName> disturbed = new TreeSet<>();

    /// @param until in the ticker's nanoseconds
    private record Entry(Owed owed, VersionedResource copy, long until) {}

    void add(VersionedResource copy, Owed owed, long until) {
        entries.put(copy.name(), new Entry(owed, copy, until));
        copy.references()
                .forEach(of -> users.computeIfAbsent(of, _ -> new HashSet<>()).add(copy.name()));
        ends.computeIfAbsent(until, _ -> new HashSet<>()).add(copy.name());
    }

    /// What it names may be needed by nothing else.
    Optional<Owed> remove(ResourceName name) {
        Entry entry = entries.remove(name);
        if (entry == null) {
            return Optional.empty();
        }
        for (ResourceName of : entry.copy.references()) {
            users.computeIfPresent(of, (_, names) -> without(names, name));
            disturbed.add(of);
        }
        ends.computeIfPresent(entry.until, (_, names) -> without(names, name));
        return Optional.of(entry.owed);
    }

    private static @Nullable Set<ResourceName> without(Set<ResourceName> names, ResourceName name) {
        names.remove(name);
        return names.isEmpty() ? null : names;
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    /// Whether one of them names that resource.
    boolean names(ResourceName resource) {
        return users.containsKey(resource);
    }

    /// A resource has changed that some of them may name.
    void changed(ResourceName resource) {
        disturbed.addAll(users.getOrDefault(resource, Set.of()));
    }

    /// Those to be looked at now.
    List<ResourceName> due(long nowNanos) {
        ends.headMap(nowNanos, true).values().forEach(disturbed::addAll);
        List<ResourceName> due = new ArrayList<>(disturbed);
        disturbed.clear();
        due.removeIf(name -> !entries.containsKey(name));
        return due;
    }

    OptionalLong firstEnd() {
        return ends.isEmpty() ? OptionalLong.empty() : OptionalLong.of(ends.firstKey());
    }
}
