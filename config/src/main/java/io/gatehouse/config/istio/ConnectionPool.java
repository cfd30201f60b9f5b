// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.istio;

import java.time.Duration;
import java.util.Optional;

/// Limits for the connections to a service. 0 means no limit, or Envoy's own.
public record ConnectionPool(Optional<Tcp> tcp, Optional<Http> http) {
    public record Tcp(
            int maxConnections,
            Optional<Duration> connectTimeout,
            Optional<TcpKeepalive> tcpKeepalive,
            Optional<Duration> maxConnectionDuration,
            Optional<Duration> idleTimeout) {}

    public record Http(
            int http1MaxPendingRequests,
            int http2MaxRequests,
            int maxRequestsPerConnection,
            int maxRetries,
            Optional<Duration> idleTimeout,
            H2UpgradePolicy h2UpgradePolicy,
            boolean useClientProtocol,
            int maxConcurrentStreams,
            Optional<Http2KeepAlive> http2KeepAlive) {}

    public record TcpKeepalive(int probes, Optional<Duration> time, Optional<Duration> interval) {}

    public record Http2KeepAlive(Optional<Duration> interval, Optional<Duration> timeout) {}

    public enum H2UpgradePolicy {
        DEFAULT,
        DO_NOT_UPGRADE,
        UPGRADE
    }
}
