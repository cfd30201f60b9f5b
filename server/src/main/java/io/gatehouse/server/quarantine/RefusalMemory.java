// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.quarantine;

import io.gatehouse.server.quarantine.RefusalInvestigator.Refused;
import io.gatehouse.xds.ConnectedProxy;
import io.gatehouse.xds.Refusal;
import io.gatehouse.xds.ResourceName;
import io.gatehouse.xds.VersionedResource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// What was refused, and whether it is still offered. Safe for use by any thread.
final class RefusalMemory {
    private static final int MOST = 1_000;

    private final Map<Version, Memory> memories =
            new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<Version, Memory> eldest) {
                    return size() > MOST;
                }
            };

    private record Version(String group, ResourceName name, String version) {}

    /// Without the resource, which may be large.
    private static final class Memory {
        private final ConnectedProxy proxy;
        private final Refusal.RefusedResource named;
        private final String words;
        private boolean offered = true;

        Memory(Refused refused) {
            proxy = refused.proxy();
            named = refused.named();
            words = refused.words();
        }

        Refused of(VersionedResource resource) {
            return new Refused(proxy, named, words, resource);
        }
    }

    synchronized void add(Refused refused) {
        VersionedResource resource = refused.resource();
        memories.put(
                new Version(refused.group(), resource.name(), resource.version()),
                new Memory(refused));
    }

    /// What is offered now, and was not when this was asked last.
    synchronized List<Refused> offeredAgain(
            String group, Function<ResourceName, Optional<VersionedResource>> current) {
        List<Refused> again = new ArrayList<>();
        memories.forEach((key, memory) -> {
            if (key.group.equals(group)) {
                Optional<VersionedResource> offered =
                        current.apply(key.name)
                                .filter(resource -> resource.version().equals(key.version));
                if (!memory.offered) {
                    offered.map(memory::of).ifPresent(again::add);
                }
                memory.offered = offered.isPresent();
            }
        });
        return again;
    }
}
