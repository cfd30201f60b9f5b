// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.listener;

import static org.assertj.core.api.Assertions.assertThat;

import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager.ForwardClientCertDetails;
import io.gatehouse.envoy.Samples;
import io.gatehouse.routing.CertificateHeader;
import io.gatehouse.routing.ConnectionHandling.HttpRequests;
import io.gatehouse.routing.EdgeConnections;
import io.gatehouse.routing.EdgeHeaders;
import io.gatehouse.routing.HttpEdge;
import io.gatehouse.routing.LargestHeaders;
import io.gatehouse.routing.PathCleaning;
import io.gatehouse.routing.RouteDelivery;
import io.gatehouse.routing.Transport;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HttpConnectionManagerTranslatorTest {
    private static HttpConnectionManager translate(HttpEdge edge) {
        return HttpConnectionManagerTranslator.translate(
                new HttpRequests("table", RouteDelivery.WHOLE_TABLE, "prefix", edge, false),
                Transport.TCP,
                false);
    }

    @Test
    void edgeSettings() {
        HttpConnectionManager manager =
                translate(
                        new HttpEdge(
                                2,
                                CertificateHeader.ALWAYS_FORWARD_ONLY,
                                true,
                                PathCleaning.NONE,
                                Optional.of(Duration.ofMinutes(2)),
                                EdgeConnections.DEFAULT,
                                new LargestHeaders(Optional.of(96), Optional.of(200)),
                                false,
                                EdgeHeaders.DEFAULT));

        assertThat(manager.getXffNumTrustedHops()).isEqualTo(2);
        assertThat(manager.getForwardClientCertDetails())
                .isEqualTo(ForwardClientCertDetails.ALWAYS_FORWARD_ONLY);
        assertThat(manager.hasSetCurrentClientCertDetails()).isFalse();
        assertThat(manager.getHttpProtocolOptions().getAcceptHttp10()).isTrue();
        assertThat(manager.getNormalizePath().getValue()).isFalse();
        assertThat(manager.getCommonHttpProtocolOptions().getIdleTimeout().getSeconds())
                .isEqualTo(120);
        assertThat(manager.getMaxRequestHeadersKb().getValue()).isEqualTo(96);
        assertThat(manager.getCommonHttpProtocolOptions().getMaxHeadersCount().getValue())
                .isEqualTo(200);
    }

    @Test
    void eachCleaningOfPathsIncludesTheOneBeforeIt() {
        assertThat(cleaning(PathCleaning.DOT_SEGMENTS))
                .containsExactly(true, false, "KEEP_UNCHANGED");
        assertThat(cleaning(PathCleaning.MERGED_SLASHES))
                .containsExactly(true, true, "KEEP_UNCHANGED");
        assertThat(cleaning(PathCleaning.DECODED_SLASHES))
                .containsExactly(true, true, "UNESCAPE_AND_FORWARD");
    }

    private static List<Object> cleaning(PathCleaning paths) {
        HttpConnectionManager manager =
                translate(
                        new HttpEdge(
                                0,
                                CertificateHeader.SANITIZE_SET,
                                false,
                                paths,
                                Optional.empty(),
                                EdgeConnections.DEFAULT,
                                LargestHeaders.ANY,
                                false,
                                EdgeHeaders.DEFAULT));
        return List.of(
                manager.getNormalizePath().getValue(),
                manager.getMergeSlashes(),
                manager.getPathWithEscapedSlashesAction().name());
    }

    @Test
    void edgeDefaultsAreIstios() {
        HttpConnectionManager manager = translate(HttpEdge.DEFAULT);

        assertThat(manager.getXffNumTrustedHops()).isZero();
        assertThat(manager.getHttpProtocolOptions().getAcceptHttp10()).isFalse();
        assertThat(manager.getNormalizePath().getValue()).isTrue();
        assertThat(manager.getUseRemoteAddress().getValue()).isTrue();
    }

    @Test
    void routesComeByTheirName() {
        HttpConnectionManager manager =
                HttpConnectionManagerTranslator.translate(Samples.SECURE, Transport.TCP, false);

        assertThat(manager.getRds().getRouteConfigName())
                .isEqualTo("https.443.https.my-gateway.default");
        assertThat(manager.getStatPrefix()).isEqualTo("https");
    }
}
