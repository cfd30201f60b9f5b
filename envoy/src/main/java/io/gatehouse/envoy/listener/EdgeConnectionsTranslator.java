// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.listener;

import com.google.protobuf.UInt32Value;
import io.envoyproxy.envoy.config.core.v3.Http2ProtocolOptions;
import io.envoyproxy.envoy.config.core.v3.HttpProtocolOptions;
import io.envoyproxy.envoy.config.core.v3.HttpProtocolOptions.HeadersWithUnderscoresAction;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager;
import io.gatehouse.envoy.EnvoyDuration;
import io.gatehouse.routing.EdgeConnections;
import io.gatehouse.routing.HttpEdge;
import java.time.Duration;

/// Bounds for connections of clients, their requests and the headers of these.
final class EdgeConnectionsTranslator {
    /// Envoy's advice for an edge: whoever trickles in headers for longer gets 408.
    private static final Duration REQUEST_HEADERS_TIMEOUT = Duration.ofSeconds(60);

    private EdgeConnectionsTranslator() {}

    static void apply(HttpEdge edge, HttpConnectionManager.Builder manager) {
        EdgeConnections bounds = edge.connections();
        manager.setStreamIdleTimeout(EnvoyDuration.of(bounds.streamIdle().orElse(Duration.ZERO)))
                .setRequestHeadersTimeout(
                        EnvoyDuration.of(bounds.requestHeaders().orElse(REQUEST_HEADERS_TIMEOUT)));
        bounds.request().map(EnvoyDuration::of).ifPresent(manager::setRequestTimeout);
        bounds.drain().map(EnvoyDuration::of).ifPresent(manager::setDrainTimeout);
        edge.headers().kibibytes().map(UInt32Value::of).ifPresent(manager::setMaxRequestHeadersKb);
        HttpProtocolOptions common = common(edge);
        if (!common.equals(HttpProtocolOptions.getDefaultInstance())) {
            manager.setCommonHttpProtocolOptions(common);
        }
        Http2ProtocolOptions http2 = http2(bounds);
        if (!http2.equals(Http2ProtocolOptions.getDefaultInstance())) {
            manager.setHttp2ProtocolOptions(http2);
        }
    }

    private static HttpProtocolOptions common(HttpEdge edge) {
        EdgeConnections bounds = edge.connections();
        HttpProtocolOptions.Builder options = HttpProtocolOptions.newBuilder();
        edge.idleTimeout().map(EnvoyDuration::of).ifPresent(options::setIdleTimeout);
        bounds.age().map(EnvoyDuration::of).ifPresent(options::setMaxConnectionDuration);
        bounds.streamAge().map(EnvoyDuration::of).ifPresent(options::setMaxStreamDuration);
        edge.headers().count().map(UInt32Value::of).ifPresent(options::setMaxHeadersCount);
        options.setHeadersWithUnderscoresAction(
                switch (bounds.underscores()) {
                    case ALLOWED -> HeadersWithUnderscoresAction.ALLOW;
                    case REFUSED -> HeadersWithUnderscoresAction.REJECT_REQUEST;
                    case DROPPED -> HeadersWithUnderscoresAction.DROP_HEADER;
                });
        return options.build();
    }

    private static Http2ProtocolOptions http2(EdgeConnections bounds) {
        Http2ProtocolOptions.Builder options = Http2ProtocolOptions.newBuilder();
        bounds.streams().map(UInt32Value::of).ifPresent(options::setMaxConcurrentStreams);
        bounds.streamWindow().map(UInt32Value::of).ifPresent(options::setInitialStreamWindowSize);
        bounds.connectionWindow()
                .map(UInt32Value::of)
                .ifPresent(options::setInitialConnectionWindowSize);
        return options.build();
    }
}
