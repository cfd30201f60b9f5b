// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server;

import io.gatehouse.xds.ResourceName;
import io.gatehouse.xds.VersionedResource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What has become of one group's Envoy resources.
public record ResourceChanges(List<VersionedResource> upserts, List<ResourceName> removals) {
    static final ResourceChanges NONE = new ResourceChanges(List.of(), List.of());

    public ResourceChanges {
        upserts = List.copyOf(upserts);
        removals = List.copyOf(removals);
    }

    /// Gathers the changes of all groups in one pass.
    static final class Collector {
        private final Map<String, List<VersionedResource>> upserts = new TreeMap<>();
        private final Map<String, List<ResourceName>> removals = new TreeMap<>();

        void upsert(String group, VersionedResource resource) {
            upserts.computeIfAbsent(group, _ -> new ArrayList<>()).add(resource);
            removals.computeIfAbsent(group, _ -> new ArrayList<>());
        }

        void remove(String group, ResourceName name) {
            upserts.computeIfAbsent(group, _ -> new ArrayList<>());
            removals.computeIfAbsent(group, _ -> new ArrayList<>()).add(name);
        }

        Map<String, ResourceChanges> changes() {
            Map<String, ResourceChanges> changes = new TreeMap<>();
            upserts.forEach((group, list) ->
                    changes.put(
                            group,
                            new ResourceChanges(list, removals.getOrDefault(group, List.of()))));
            return changes;
        }
    }
}
