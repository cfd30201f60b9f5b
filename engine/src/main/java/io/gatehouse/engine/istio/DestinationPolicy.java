// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.istio.ClientTlsSettings;
import io.gatehouse.config.istio.ConnectionPool;
import io.gatehouse.config.istio.DestinationRule.Subset;
import io.gatehouse.config.istio.LoadBalancer;
import io.gatehouse.config.istio.MeshConfig.DefaultTrafficPolicy;
import io.gatehouse.config.istio.OutlierDetection;
import io.gatehouse.config.istio.TrafficPolicy;
import io.gatehouse.config.istio.TrafficPolicy.PortTrafficPolicy;
import java.util.Optional;

/// What the DestinationRules come to for one port and subset of a host, as one group's proxies see
/// it. Absent parts are Istio's defaults.
record DestinationPolicy(
        Optional<LoadBalancer> loadBalancer,
        Optional<ConnectionPool> connectionPool,
        Optional<OutlierDetection> outlierDetection,
        Optional<ClientTlsSettings> tls,
        Optional<TrafficPolicy.Tunnel> tunnel,
        Optional<TrafficPolicy.ProxyProtocol> proxyProtocol,
        Optional<TrafficPolicy.RetryBudget> retryBudget) {
    static final DestinationPolicy NONE =
            new DestinationPolicy(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());

    /// The host's policy, over it that of the subset.
    static DestinationPolicy of(MergedRule rule, String subset, int port) {
        DestinationPolicy ofHost =
                rule.trafficPolicy().map(policy -> NONE.with(policy, port)).orElse(NONE);
        return rule.subset(subset)
                .flatMap(Subset::trafficPolicy)
                .map(policy -> ofHost.with(policy, port))
                .orElse(ofHost);
    }

    /// Each part that is given replaces what was there; settings for the port replace all that a
    /// port can have, so that what they leave out is the default again.
    private DestinationPolicy with(TrafficPolicy policy, int port) {
        Optional<PortTrafficPolicy> forPort =
                policy.portLevelSettings().stream()
                        .filter(settings ->
                                settings.port().filter(p -> p.number() == port).isPresent())
                        .findFirst();
        return new DestinationPolicy(
                forPort.map(PortTrafficPolicy::loadBalancer)
                        .orElseGet(() -> policy.loadBalancer().or(() -> loadBalancer)),
                forPort.map(PortTrafficPolicy::connectionPool)
                        .orElseGet(() -> policy.connectionPool().or(() -> connectionPool)),
                forPort.map(PortTrafficPolicy::outlierDetection)
                        .orElseGet(() -> policy.outlierDetection().or(() -> outlierDetection)),
                forPort.map(PortTrafficPolicy::tls).orElseGet(() -> policy.tls().or(() -> tls)),
                policy.tunnel().or(() -> tunnel),
                policy.proxyProtocol().or(() -> proxyProtocol),
                policy.retryBudget().or(() -> retryBudget));
    }

    /// What no rule gives is the mesh's.
    DestinationPolicy orElse(DefaultTrafficPolicy mesh) {
        return new DestinationPolicy(
                loadBalancer,
                connectionPool.or(mesh::connectionPool),
                outlierDetection.or(mesh::outlierDetection),
                tls,
                tunnel,
                proxyProtocol,
                retryBudget);
    }
}
