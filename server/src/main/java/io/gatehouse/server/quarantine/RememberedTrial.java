// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.quarantine;

import io.gatehouse.xds.ResourceName;
import io.gatehouse.xds.VersionedResource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Asks once for what many proxies refuse. For one thread.
final class RememberedTrial implements ResourceTrial {
    private static final int MOST = 1_000;

    private final ResourceTrial trial;
    private final Map<Version, Boolean> verdicts =
            new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<Version, Boolean> eldest) {
                    return size() > MOST;
                }
            };

    private record Version(ResourceName name, String version) {}

    RememberedTrial(ResourceTrial trial) {
        this.trial = trial;
    }

    @Override
    public Optional<Boolean> takes(VersionedResource resource) {
        Version version = new Version(resource.name(), resource.version());
        Boolean known = verdicts.get(version);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<Boolean> verdict = trial.takes(resource);
        verdict.ifPresent(it -> verdicts.put(version, it));
        return verdict;
    }
}
