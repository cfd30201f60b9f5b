// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.istio.ClientTlsSettings;
import io.gatehouse.config.istio.ConnectionPool;
import io.gatehouse.config.istio.LoadBalancer;
import io.gatehouse.config.istio.OutlierDetection;
import io.gatehouse.config.istio.TrafficPolicy;
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
}
