// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.xds;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What proxies of one group refused, remembered for as long as the server runs: such a version is
/// not sent to any of them again, the one accepted before it stands in. Safe for use by any thread.
final class Refusals {
    private static final int NAMES = 10_000;
    private static final int VERSIONS_PER_NAME = 32;

    private final Map<ResourceName, Memory> memories =
            new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<ResourceName, Memory> eldest) {
                    return size() > NAMES;
                }
            };
    private volatile boolean empty = true;

    synchronized void refused(VersionedResource resource, @Nullable VersionedResource accepted) {
        empty = false;
        Memory memory = memories.computeIfAbsent(resource.name(), _ -> new Memory());
        memory.versions.add(resource.version());
        if (memory.versions.size() > VERSIONS_PER_NAME) {
            memory.versions.removeFirst();
        }
        if (accepted != null && !memory.versions.contains(accepted.version())) {
            memory.lastGood = accepted;
        }
    }

    /// A version that some proxy refused and another one takes stays refused.
    void accepted(VersionedResource resource) {
        if (!empty) {
            remember(resource);
        }
    }

    private synchronized void remember(VersionedResource resource) {
        Memory memory = memories.get(resource.name());
        if (memory != null && !memory.versions.contains(resource.version())) {
            memory.lastGood = resource;
        }
    }

    boolean contains(VersionedResource resource) {
        return !empty && lookUp(resource);
    }

    private synchronized boolean lookUp(VersionedResource resource) {
        Memory memory = memories.get(resource.name());
        return memory != null && memory.versions.contains(resource.version());
    }

    synchronized Optional<VersionedResource> lastGood(ResourceName name) {
        return Optional.ofNullable(memories.get(name)).map(memory -> memory.lastGood);
    }

    private static final class Memory {
        private final LinkedHashSet<String> versions = new LinkedHashSet<>();
        private @Nullable VersionedResource lastGood;
    }
}
