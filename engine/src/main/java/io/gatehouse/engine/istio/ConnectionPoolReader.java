// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.istio.ConnectionPool;
import io.gatehouse.config.istio.ConnectionPool.H2UpgradePolicy;
import io.gatehouse.config.istio.ConnectionPool.Http;
import io.gatehouse.config.istio.ConnectionPool.Http2KeepAlive;
import io.gatehouse.config.istio.ConnectionPool.Tcp;
import io.gatehouse.config.istio.ConnectionPool.TcpKeepalive;
import io.gatehouse.config.istio.MeshConfig;
import io.gatehouse.config.istio.TrafficPolicy.RetryBudget;
import io.gatehouse.engine.core.PortProtocol;
import io.gatehouse.routing.ConnectionRules;
import io.gatehouse.routing.ConnectionRules.Pings;
import io.gatehouse.routing.ConnectionRules.TcpProbes;
import io.gatehouse.routing.UpstreamLimits;
import io.gatehouse.routing.UpstreamLimits.RetryShare;
import io.gatehouse.routing.UpstreamProtocol;
import java.time.Duration;
import java.util.Optional;

/// `connectionPool` over what the mesh sets for all.
///
/// @param settings of the upstream
record ConnectionPoolReader(MeshConfig mesh, Optional<ConnectionPool> settings) {
    private static final Duration PING_TIMEOUT = Duration.ofSeconds(20);
    private static final double RETRY_PERCENT = 20;
    private static final int RETRIES_AT_LEAST = 3;

    /// A length of time that is not above zero counts as not set.
    ///
    /// @param buffer see [ConnectionRules]
    ConnectionRules connections(Optional<Integer> buffer) {
        return new ConnectionRules(
                tcp().flatMap(Tcp::connectTimeout)
                        .filter(Duration::isPositive)
                        .or(() -> mesh.connectTimeout().filter(Duration::isPositive))
                        .orElse(ConnectionRules.DEFAULT_CONNECT_TIMEOUT),
                tcp().flatMap(Tcp::tcpKeepalive)
                        .or(mesh::tcpKeepalive)
                        .map(ConnectionPoolReader::probes),
                http().flatMap(Http::idleTimeout).or(() -> tcp().flatMap(Tcp::idleTimeout)),
                tcp().flatMap(Tcp::maxConnectionDuration),
                http().map(Http::maxRequestsPerConnection).orElse(0),
                http().map(Http::maxConcurrentStreams).orElse(0),
                buffer,
                http().flatMap(Http::http2KeepAlive).map(ConnectionPoolReader::pings));
    }

    UpstreamLimits limits(Optional<RetryBudget> retryBudget) {
        return new UpstreamLimits(
                tcp().map(Tcp::maxConnections).orElse(0),
                http().map(Http::http1MaxPendingRequests).orElse(0),
                http().map(Http::http2MaxRequests).orElse(0),
                http().map(Http::maxRetries).orElse(0),
                retryBudget.map(ConnectionPoolReader::retryShare));
    }

    /// What the client speaks, where that is asked for; else what the port's protocol says, with
    /// HTTP/1.1 upgraded where that is asked for, by the mesh for ports that are known to be HTTP.
    UpstreamProtocol protocol(PortProtocol port) {
        if (http().filter(Http::useClientProtocol).isPresent()) {
            return UpstreamProtocol.AS_CLIENT;
        }
        boolean upgrade =
                switch (http().map(Http::h2UpgradePolicy).orElse(H2UpgradePolicy.DEFAULT)) {
                    case UPGRADE -> true;
                    case DO_NOT_UPGRADE -> false;
                    case DEFAULT ->
                            port == PortProtocol.HTTP
                                    && mesh.h2UpgradePolicy() == H2UpgradePolicy.UPGRADE;
                };
        return upgrade || port.http2() ? UpstreamProtocol.HTTP2 : UpstreamProtocol.HTTP1;
    }

    private Optional<Tcp> tcp() {
        return settings.flatMap(ConnectionPool::tcp);
    }

    private Optional<Http> http() {
        return settings.flatMap(ConnectionPool::http);
    }

    private static TcpProbes probes(TcpKeepalive keepalive) {
        return new TcpProbes(keepalive.probes(), keepalive.time(), keepalive.interval());
    }

    private static Pings pings(Http2KeepAlive keepAlive) {
        return new Pings(
                keepAlive.interval().filter(Duration::isPositive),
                keepAlive.timeout().filter(Duration::isPositive).orElse(PING_TIMEOUT));
    }

    private static RetryShare retryShare(RetryBudget budget) {
        int atLeast = budget.minRetryConcurrency();
        return new RetryShare(
                budget.percent().orElse(RETRY_PERCENT),
                atLeast > 0 ? atLeast : RETRIES_AT_LEAST,
                budget.budgetInterval());
    }
}
