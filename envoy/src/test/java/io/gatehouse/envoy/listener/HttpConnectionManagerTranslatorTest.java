// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.listener;

import static org.assertj.core.api.Assertions.assertThat;

import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager;
import io.gatehouse.envoy.Samples;
import io.gatehouse.routing.ConnectionHandling.HttpRequests;
import io.gatehouse.routing.HttpEdge;
import org.junit.jupiter.api.Test;

class HttpConnectionManagerTranslatorTest {
    private static HttpConnectionManager translate(HttpEdge edge) {
        return HttpConnectionManagerTranslator.translate(
                new HttpRequests("table", "prefix", edge, false));
    }

    @Test
    void edgeSettings() {
        HttpConnectionManager manager = translate(new HttpEdge(2, true, false));

        assertThat(manager.getXffNumTrustedHops()).isEqualTo(2);
        assertThat(manager.getHttpProtocolOptions().getAcceptHttp10()).isTrue();
        assertThat(manager.getNormalizePath().getValue()).isFalse();
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
        HttpConnectionManager manager = HttpConnectionManagerTranslator.translate(Samples.SECURE);

        assertThat(manager.getRds().getRouteConfigName())
                .isEqualTo("https.443.https.my-gateway.default");
        assertThat(manager.getStatPrefix()).isEqualTo("https");
    }
}
