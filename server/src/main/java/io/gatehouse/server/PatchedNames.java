// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server;

import io.gatehouse.config.ObjectKey;
import io.gatehouse.engine.graph.Output;
import io.gatehouse.envoy.RouteScope;
import io.gatehouse.xds.ResourceName;
import io.gatehouse.xds.ResourceType;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Which objects have patched a resource, by the name that people know: they are to blame when a
/// proxy refuses it. One thread updates it, any may ask.
final class PatchedNames {
    private final List<Part<?>> parts;
    private final Map<GroupResource, Map<Object, Set<ObjectKey>>> objects =
            new ConcurrentHashMap<>();

    private record GroupResource(String group, ResourceName name) {}

    /// @param names of the resources that a key's part is in
    record Part<K>(
            Output<K, Set<ObjectKey>> output,
            Function<K, String> group,
            Function<K, List<ResourceName>> names) {}

    PatchedNames(List<Part<?>> parts) {
        this.parts = List.copyOf(parts);
    }

    void update() {
        parts.forEach(this::update);
    }

    private <K> void update(Part<K> part) {
        for (Output.Change<K, Set<ObjectKey>> change : part.output().changes()) {
            Set<ObjectKey> by = change.value().orElse(Set.of());
            String group = part.group().apply(change.key());
            part.names()
                    .apply(change.key())
                    .forEach(name -> put(new GroupResource(group, name), change.key(), by));
        }
    }

    private void put(GroupResource resource, Object part, Set<ObjectKey> by) {
        Map<Object, Set<ObjectKey>> parts = new HashMap<>(objects.getOrDefault(resource, Map.of()));
        if (by.isEmpty()) {
            parts.remove(part);
        } else {
            parts.put(part, by);
        }
        if (parts.isEmpty()) {
            objects.remove(resource);
        } else {
            objects.put(resource, parts);
        }
    }

    /// The objects with patches in one of the resources.
    SortedSet<ObjectKey> objects(String group, Collection<ResourceName> resources) {
        return resources.stream()
                .flatMap(name -> Stream.of(name, ofTable(name)))
                .flatMap(name ->
                        objects
                                .getOrDefault(new GroupResource(group, name), Map.of())
                                .values()
                                .stream())
                .flatMap(Set::stream)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /// What is patched of a table is in each of its scopes, and in routes that these name.
    private static ResourceName ofTable(ResourceName name) {
        int slash = name.name().lastIndexOf('/');
        return slash >= 0
                        && (name.type() == ResourceType.SCOPED_ROUTE
                                || name.type() == ResourceType.ROUTE)
                ? new ResourceName(ResourceType.SCOPED_ROUTE, name.name().substring(0, slash + 1))
                : name;
    }

    /// The resources that what is patched of a table is in.
    static List<ResourceName> ofTable(String table) {
        return List.of(
                new ResourceName(ResourceType.ROUTE, table),
                new ResourceName(ResourceType.SCOPED_ROUTE, RouteScope.prefix(table)));
    }

    /// The resources that a host of a table is in.
    static List<ResourceName> ofHost(String table, String host) {
        return List.of(
                new ResourceName(ResourceType.ROUTE, table),
                new ResourceName(ResourceType.SCOPED_ROUTE, RouteScope.key(table, host)),
                new ResourceName(ResourceType.ROUTE, RouteScope.key(table, host)),
                new ResourceName(ResourceType.SCOPED_ROUTE, RouteScope.wildcards(table)));
    }
}
