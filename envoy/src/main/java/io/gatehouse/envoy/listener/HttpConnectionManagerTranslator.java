// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.listener;

import com.google.protobuf.BoolValue;
import io.envoyproxy.envoy.config.core.v3.Http1ProtocolOptions;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager.CodecType;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager.ForwardClientCertDetails;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager.PathWithEscapedSlashesAction;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager.ServerHeaderTransformation;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager.SetCurrentClientCertDetails;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager.UpgradeConfig;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.Rds;
import io.gatehouse.envoy.AdsSource;
import io.gatehouse.envoy.EnvoyDuration;
import io.gatehouse.envoy.filter.HttpFilterChain;
import io.gatehouse.routing.ConnectionHandling.HttpRequests;
import io.gatehouse.routing.HttpEdge;
import java.time.Duration;

/// Translates the handling of HTTP with the settings that Istio gives a gateway. Where Istio sets
/// nothing, Envoy's advice for an edge holds as far as no client could tell the difference.
final class HttpConnectionManagerTranslator {
    /// Envoy's advice for an edge: whoever trickles in headers for longer gets 408.
    private static final Duration REQUEST_HEADERS_TIMEOUT = Duration.ofSeconds(60);

    private static final HttpConnectionManager CONSTANTS =
            HttpConnectionManager.newBuilder()
                    .setCodecType(CodecType.AUTO)
                    .setUseRemoteAddress(BoolValue.of(true))
                    .setGenerateRequestId(BoolValue.of(true))
                    .setServerName("istio-envoy")
                    .setServerHeaderTransformation(ServerHeaderTransformation.OVERWRITE)
                    .setForwardClientCertDetails(ForwardClientCertDetails.SANITIZE_SET)
                    .setSetCurrentClientCertDetails(
                            SetCurrentClientCertDetails.newBuilder()
                                    .setSubject(BoolValue.of(true))
                                    .setCert(true)
                                    .setDns(true)
                                    .setUri(true))
                    .setPathWithEscapedSlashesAction(PathWithEscapedSlashesAction.KEEP_UNCHANGED)
                    .addUpgradeConfigs(UpgradeConfig.newBuilder().setUpgradeType("websocket"))
                    .setProxy100Continue(true)
                    .setStreamIdleTimeout(EnvoyDuration.of(Duration.ZERO))
                    .setRequestHeadersTimeout(EnvoyDuration.of(REQUEST_HEADERS_TIMEOUT))
                    .build();

    private HttpConnectionManagerTranslator() {}

    static HttpConnectionManager translate(HttpRequests http) {
        HttpEdge edge = http.edge();
        return CONSTANTS.toBuilder()
                .setStatPrefix(http.statPrefix())
                .setRds(
                        Rds.newBuilder()
                                .setRouteConfigName(http.routeTable())
                                .setConfigSource(AdsSource.PATIENT))
                .setXffNumTrustedHops(edge.trustedProxies())
                .setNormalizePath(BoolValue.of(edge.normalizePaths()))
                .setHttpProtocolOptions(
                        Http1ProtocolOptions.newBuilder().setAcceptHttp10(edge.http10()))
                .addAllHttpFilters(HttpFilterChain.of(http))
                .build();
    }
}
