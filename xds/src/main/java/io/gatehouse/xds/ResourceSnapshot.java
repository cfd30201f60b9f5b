// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.xds;

import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.pcollections.TreePMap;
import org.pcollections.TreePSet;

/// Everything that the proxies of one group are to have. Never changes; a change makes another
/// snapshot that shares all else with this one. Revision 0 is the group of which nothing is known
/// yet.
public final class ResourceSnapshot {
    static final ResourceSnapshot UNKNOWN =
            new ResourceSnapshot(0, new EnumMap<>(ResourceType.class), UserIndex.EMPTY);

    private final long revision;
    private final EnumMap<ResourceType, TreePMap<String, VersionedResource>> resources;
    private final UserIndex users;

    private ResourceSnapshot(
            long revision,
            EnumMap<ResourceType, TreePMap<String, VersionedResource>> resources,
            UserIndex users) {
        this.revision = revision;
        this.resources = resources;
        this.users = users;
    }

    public long revision() {
        return revision;
    }

    public SortedMap<String, VersionedResource> all(ResourceType type) {
        return Collections.unmodifiableSortedMap(table(type));
    }

    public Optional<VersionedResource> find(ResourceName name) {
        return Optional.ofNullable(table(name.type()).get(name.name()));
    }

    /// The resources that name this one, whether it exists or not.
    Set<ResourceName> users(ResourceName name) {
        return users.of(name);
    }

    /// The next revision and what changed in it; an upsert wins over a removal of the same name. A
    /// version that only names others than before is no change for a proxy. The same snapshot when
    /// nothing changes, except that the first one always counts.
    SnapshotUpdate derive(
            Collection<VersionedResource> upserts, Collection<ResourceName> removals) {
        SortedMap<ResourceName, Optional<VersionedResource>> wanted = new TreeMap<>();
        removals.forEach(name -> wanted.put(name, Optional.empty()));
        upserts.forEach(resource -> wanted.put(resource.name(), Optional.of(resource)));

        EnumMap<ResourceType, TreePMap<String, VersionedResource>> tables = resources.clone();
        UserIndex index = users;
        TreePSet<ResourceName> changed = TreePSet.empty();
        boolean differs = false;
        for (Map.Entry<ResourceName, Optional<VersionedResource>> entry : wanted.entrySet()) {
            ResourceName name = entry.getKey();
            Optional<VersionedResource> before = find(name);
            Optional<VersionedResource> after = entry.getValue();
            boolean same = sameVersion(before, after);
            if (same && references(before).equals(references(after))) {
                continue;
            }
            if (!same) {
                changed = changed.plus(name);
            }
            differs = true;
            TreePMap<String, VersionedResource> table =
                    tables.getOrDefault(name.type(), TreePMap.empty());
            tables.put(
                    name.type(),
                    after.isPresent()
                            ? table.plus(name.name(), after.get())
                            : table.minus(name.name()));
            index = index.exchange(name, references(before), references(after));
        }
        if (!differs && revision > 0) {
            return new SnapshotUpdate(this, changed, revision);
        }
        ResourceSnapshot next = new ResourceSnapshot(revision + 1, tables, index);
        return new SnapshotUpdate(next, changed, next.revision);
    }

    private static boolean sameVersion(
            Optional<VersionedResource> before, Optional<VersionedResource> after) {
        return before.map(VersionedResource::version).equals(after.map(VersionedResource::version));
    }

    private static Set<ResourceName> references(Optional<VersionedResource> resource) {
        return resource.<Set<ResourceName>>map(VersionedResource::references).orElse(Set.of());
    }

    private TreePMap<String, VersionedResource> table(ResourceType type) {
        return resources.getOrDefault(type, TreePMap.empty());
    }
}
