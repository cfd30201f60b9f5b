// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.istio;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// How connections and requests to a service are made.
///
/// @param portLevelSettings what is set for a port replaces the rest for it wholesale: what they
///   leave out is the default, not inherited
public record TrafficPolicy(
        Optional<LoadBalancer> loadBalancer,
        Optional<ConnectionPool> connectionPool,
        Optional<OutlierDetection> outlierDetection,
        Optional<ClientTlsSettings> tls,
        List<PortTrafficPolicy> portLevelSettings,
        Optional<Tunnel> tunnel,
        Optional<ProxyProtocol> proxyProtocol,
        Optional<RetryBudget> retryBudget) {
    public TrafficPolicy {
        portLevelSettings = List.copyOf(portLevelSettings);
    }

    public record PortTrafficPolicy(
            Optional<Destination.PortSelector> port,
            Optional<LoadBalancer> loadBalancer,
            Optional<ConnectionPool> connectionPool,
            Optional<OutlierDetection> outlierDetection,
            Optional<ClientTlsSettings> tls) {}

    /// TCP and TLS connections carried inside an HTTP request.
    ///
    /// @param protocol `CONNECT` (also when empty) or `POST`
    public record Tunnel(String protocol, String targetHost, int targetPort) {}

    public record ProxyProtocol(Version version) {
        public enum Version {
            V1,
            V2
        }
    }

    /// @param percent of the requests under way that may be retries at a time; absent means 20
    /// @param minRetryConcurrency 0 means 3
    public record RetryBudget(
            Optional<Double> percent, int minRetryConcurrency, Optional<Duration> budgetInterval) {}
}
