// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.xds;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What proxies of one group refused, remembered for as long as the server runs: such a version is
/// not sent to any of them again, the one accepted before it stands in. One that is good all the
/// same is only kept from those that refused it themselves. Safe for use by any thread.
final class Refusals {
    private static final int NAMES = 10_000;
    private static final int VERSIONS_PER_NAME = 32;
    private static final int NODES_PER_VERSION = 1_000;

    private final Map<ResourceName, Memory> memories =
            new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<ResourceName, Memory> eldest) {
                    return size() > NAMES;
                }
            };
    private volatile boolean empty = true;

    synchronized void refused(
            VersionedResource resource, String node, @Nullable VersionedResource accepted) {
        empty = false;
        Memory memory = memories.computeIfAbsent(resource.name(), _ -> new Memory());
        memory.versions.computeIfAbsent(resource.version(), _ -> new Verdict()).add(node);
        if (memory.versions.size() > VERSIONS_PER_NAME) {
            memory.versions.pollFirstEntry();
        }
        if (accepted != null && !memory.versions.containsKey(accepted.version())) {
            memory.lastGood = accepted;
        }
    }

    /// Nothing is wrong with it: it is for others that did not refuse it.
    synchronized void good(VersionedResource resource) {
        Memory memory = memories.get(resource.name());
        if (memory != null && memory.versions.containsKey(resource.version())) {
            memory.versions.get(resource.version()).good = true;
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
        if (memory != null && !memory.versions.containsKey(resource.version())) {
            memory.lastGood = resource;
        }
    }

    /// Whether it is kept from that proxy.
    boolean contains(VersionedResource resource, String node) {
        return !empty && lookUp(resource, node);
    }

    private synchronized boolean lookUp(VersionedResource resource, String node) {
        Memory memory = memories.get(resource.name());
        Verdict verdict = memory == null ? null : memory.versions.get(resource.version());
        return verdict != null && (!verdict.good || verdict.nodes.contains(node));
    }

    synchronized Optional<VersionedResource> lastGood(ResourceName name) {
        return Optional.ofNullable(memories.get(name)).map(memory -> memory.lastGood);
    }

    private static final class Memory {
        private final LinkedHashMap<String, Verdict> versions = new LinkedHashMap<>();
        private @Nullable VersionedResource lastGood;
    }

    private static final class Verdict {
        private final Set<String> nodes = new HashSet<>();
        private boolean good;

        void add(String node) {
            if (nodes.size() < NODES_PER_VERSION) {
                nodes.add(node);
            }
        }
    }
}
