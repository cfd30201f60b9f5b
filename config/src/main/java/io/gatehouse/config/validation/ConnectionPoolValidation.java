// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import io.gatehouse.config.istio.ConnectionPool;
import io.gatehouse.config.istio.ConnectionPool.H2UpgradePolicy;
import io.gatehouse.config.istio.ConnectionPool.Http;
import io.gatehouse.config.istio.ConnectionPool.Tcp;
import io.gatehouse.config.istio.ConnectionPool.TcpKeepalive;
import java.time.Duration;

/// Istio's rules for a `connectionPool`, and Envoy's bounds.
final class ConnectionPoolValidation {
    private static final int MOST_REQUESTS_PER_CONNECTION = 1 << 29;

    private ConnectionPoolValidation() {}

    static void validate(Scope scope, ConnectionPool pool) {
        if (pool.tcp().isEmpty() && pool.http().isEmpty()) {
            scope.missing("a connectionPool must have tcp or http");
        }
        pool.tcp().ifPresent(tcp -> tcp(scope.field("tcp"), tcp));
        pool.http().ifPresent(http -> http(scope.field("http"), http));
    }

    private static void tcp(Scope scope, Tcp tcp) {
        Values.count(scope.field("maxConnections"), tcp.maxConnections());
        tcp.connectTimeout().ifPresent(d -> Values.duration(scope.field("connectTimeout"), d));
        tcp.maxConnectionDuration()
                .ifPresent(d -> Values.duration(scope.field("maxConnectionDuration"), d));
        tcp.idleTimeout().ifPresent(d -> durationOrOff(scope.field("idleTimeout"), d));
        tcp.tcpKeepalive().ifPresent(k -> keepalive(scope.field("tcpKeepalive"), k));
    }

    static void keepalive(Scope scope, TcpKeepalive keepalive) {
        Values.count(scope.field("probes"), keepalive.probes());
        keepalive.time().ifPresent(d -> seconds(scope.field("time"), d));
        keepalive.interval().ifPresent(d -> seconds(scope.field("interval"), d));
    }

    /// Systems count the times of keepalive in whole seconds.
    private static void seconds(Scope scope, Duration duration) {
        Values.duration(scope, duration);
        if (duration.toNanosPart() != 0 && duration.toMillis() > 0) {
            scope.doubtful(
                    "found a fraction of a second, which is left out (expected: whole seconds)");
        }
    }

    private static void http(Scope scope, Http http) {
        Values.count(scope.field("http1MaxPendingRequests"), http.http1MaxPendingRequests());
        Values.count(scope.field("http2MaxRequests"), http.http2MaxRequests());
        Values.count(scope.field("maxRequestsPerConnection"), http.maxRequestsPerConnection());
        if (http.maxRequestsPerConnection() > MOST_REQUESTS_PER_CONNECTION) {
            scope.field("maxRequestsPerConnection")
                    .invalid(
                            "found %d (expected: at most %d)"
                                    .formatted(
                                            http.maxRequestsPerConnection(),
                                            MOST_REQUESTS_PER_CONNECTION));
        }
        Values.count(scope.field("maxRetries"), http.maxRetries());
        Values.count(scope.field("maxConcurrentStreams"), http.maxConcurrentStreams());
        http.idleTimeout().ifPresent(d -> durationOrOff(scope.field("idleTimeout"), d));
        if (http.h2UpgradePolicy() == H2UpgradePolicy.UPGRADE && http.useClientProtocol()) {
            scope.field("useClientProtocol")
                    .invalid("found true beside h2UpgradePolicy UPGRADE (expected: one of them)");
        }
        http.http2KeepAlive()
                .ifPresent(k -> {
                    Scope at = scope.field("http2KeepAlive");
                    k.interval().ifPresent(d -> Values.duration(at.field("interval"), d));
                    k.timeout().ifPresent(d -> Values.duration(at.field("timeout"), d));
                });
    }

    /// Of an idle timeout, 0s means that there is none.
    private static void durationOrOff(Scope scope, Duration duration) {
        if (!duration.isZero()) {
            Values.duration(scope, duration);
        }
    }
}
