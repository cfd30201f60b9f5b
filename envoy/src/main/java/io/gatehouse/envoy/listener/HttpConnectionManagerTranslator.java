// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.listener;

import com.google.protobuf.BoolValue;
import io.envoyproxy.envoy.config.core.v3.Http3ProtocolOptions;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager.CodecType;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager.ForwardClientCertDetails;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager.ServerHeaderTransformation;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager.SetCurrentClientCertDetails;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager.UpgradeConfig;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.Rds;
import io.gatehouse.envoy.AdsSource;
import io.gatehouse.envoy.Http1Options;
import io.gatehouse.envoy.accesslog.ObservationTranslator;
import io.gatehouse.envoy.filter.HttpFilterChain;
import io.gatehouse.envoy.tracing.TracingTranslator;
import io.gatehouse.routing.CertificateHeader;
import io.gatehouse.routing.ConnectionHandling.HttpRequests;
import io.gatehouse.routing.EdgeHeaders;
import io.gatehouse.routing.EdgeHeaders.CertificateParts;
import io.gatehouse.routing.HttpEdge;
import io.gatehouse.routing.MisdirectedRequests;
import io.gatehouse.routing.Transport;

/// Translates the handling of HTTP with the settings that Istio gives a gateway. Where Istio sets
/// nothing, Envoy's advice for an edge holds as far as no client could tell the difference.
final class HttpConnectionManagerTranslator {
    private static final HttpConnectionManager CONSTANTS =
            HttpConnectionManager.newBuilder()
                    .setCodecType(CodecType.AUTO)
                    .setUseRemoteAddress(BoolValue.of(true))
                    .addUpgradeConfigs(UpgradeConfig.newBuilder().setUpgradeType("websocket"))
                    .setProxy100Continue(true)
                    .build();

    private HttpConnectionManagerTranslator() {}

    /// @param byServerName whether the chain serves several server names that do not share hosts
    static HttpConnectionManager translate(
            HttpRequests http, Transport transport, boolean byServerName) {
        HttpEdge edge = http.edge();
        HttpConnectionManager.Builder manager =
                CONSTANTS.toBuilder()
                        .setStatPrefix(http.statPrefix())
                        .setXffNumTrustedHops(edge.trustedProxies())
                        .setHttpProtocolOptions(
                                Http1Options.of(edge.letterCase()).toBuilder()
                                        .setAcceptHttp10(edge.http10()))
                        .addAllAccessLog(ObservationTranslator.logs(http.observation()))
                        .addAllHttpFilters(HttpFilterChain.of(http));
        http.observation().spans().ifPresent(spans -> TracingTranslator.apply(spans, manager));
        route(http, manager);
        if (byServerName) {
            manager.addEarlyHeaderMutationExtensions(
                    EarlyHeaderTranslator.overwrite(
                            MisdirectedRequests.SERVER_NAME, "%REQUESTED_SERVER_NAME%"));
        }
        PathCleaningTranslator.apply(edge.paths(), manager);
        forward(edge.clientCertificates(), edge.added().certificate(), manager);
        add(edge.added(), manager);
        EdgeConnectionsTranslator.apply(edge, manager);
        if (transport == Transport.QUIC) {
            manager.setCodecType(CodecType.HTTP3)
                    .setHttp3ProtocolOptions(Http3ProtocolOptions.getDefaultInstance());
        }
        return manager.build();
    }

    private static void route(HttpRequests http, HttpConnectionManager.Builder manager) {
        switch (http.delivery()) {
            case WHOLE_TABLE ->
                    manager.setRds(
                            Rds.newBuilder()
                                    .setRouteConfigName(http.routeTable())
                                    .setConfigSource(AdsSource.PATIENT));
            case HOST_BY_HOST, HOST_ON_DEMAND ->
                    ScopedRoutesTranslator.apply(http.routeTable(), http.delivery(), manager);
        }
    }

    private static void add(EdgeHeaders added, HttpConnectionManager.Builder manager) {
        manager.setGenerateRequestId(BoolValue.of(added.requestId()))
                .setAppendXForwardedPort(added.port())
                .setServerHeaderTransformation(
                        added.server().isPresent()
                                ? ServerHeaderTransformation.OVERWRITE
                                : ServerHeaderTransformation.PASS_THROUGH);
        added.server().ifPresent(manager::setServerName);
    }

    private static SetCurrentClientCertDetails details(CertificateParts certificate) {
        return SetCurrentClientCertDetails.newBuilder()
                .setSubject(BoolValue.of(certificate.subject()))
                .setCert(certificate.certificate())
                .setChain(certificate.chain())
                .setDns(certificate.names())
                .setUri(certificate.uris())
                .build();
    }

    private static void forward(
            CertificateHeader header,
            CertificateParts certificate,
            HttpConnectionManager.Builder manager) {
        switch (header) {
            case SANITIZE -> manager.setForwardClientCertDetails(ForwardClientCertDetails.SANITIZE);
            case FORWARD_ONLY ->
                    manager.setForwardClientCertDetails(ForwardClientCertDetails.FORWARD_ONLY);
            case APPEND_FORWARD ->
                    manager.setForwardClientCertDetails(ForwardClientCertDetails.APPEND_FORWARD)
                            .setSetCurrentClientCertDetails(details(certificate));
            case SANITIZE_SET ->
                    manager.setForwardClientCertDetails(ForwardClientCertDetails.SANITIZE_SET)
                            .setSetCurrentClientCertDetails(details(certificate));
            case ALWAYS_FORWARD_ONLY ->
                    manager.setForwardClientCertDetails(
                            ForwardClientCertDetails.ALWAYS_FORWARD_ONLY);
        }
    }
}
