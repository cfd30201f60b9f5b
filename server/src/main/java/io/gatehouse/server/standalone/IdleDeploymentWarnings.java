// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.standalone;

import io.gatehouse.config.FieldPath;
import io.gatehouse.config.Finding;
import io.gatehouse.config.FindingCode;
import io.gatehouse.config.Kind;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Tells of Deployments that a Service selects and that nothing runs: without `--dev` that is all
/// that can be done for them.
public final class IdleDeploymentWarnings implements Supplement {
    @Override
    public Set<Kind> reads() {
        return IdleDeployments.KINDS;
    }

    @Override
    public Supply supply(DefinedObjects defined) {
        return new Supply(
                List.of(),
                IdleDeployments.in(defined).stream()
                        .filter(idle -> !idle.services().isEmpty())
                        .map(IdleDeploymentWarnings::warning)
                        .toList());
    }

    private static Finding warning(IdleDeployments.Idle idle) {
        String services =
                idle.services().stream()
                        .map(service -> service.metadata().name())
                        .collect(Collectors.joining(", "));
        return Finding.of(
                FindingCode.NOTHING_RUNS,
                idle.deployment().key(),
                FieldPath.ROOT,
                "Nothing runs its pods on this machine, so requests for %s get 503: have them stood in for with --dev, or define EndpointSlices with the addresses where they run."
                        .formatted(services));
    }
}
