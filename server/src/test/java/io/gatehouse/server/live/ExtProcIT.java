// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import static io.gatehouse.server.live.Yaml.HOST;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testing.GatewayRequest;
import io.gatehouse.testing.GatewayResponse;
import io.gatehouse.testing.Ports;
import io.gatehouse.testing.ProcessingServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// `extProc` of an HttpPolicy.
class ExtProcIT {
    @ParameterizedTest
    @EnumSource(DeliveryForm.class)
    void theServiceChangesWhatItIsShown(DeliveryForm delivery) {
        try (ProcessingServer processor = new ProcessingServer();
                Backends shop = Backends.start("shop", 1);
                LiveGateway gateway =
                        delivery.start(
                                Yaml.GATEWAY,
                                shop.yaml(),
                                Yaml.routeTo("shop", HOST, "shop"),
                                Yaml.routeTo("free", "free.example.com", "shop"),
                                service(processor.port()),
                                policy("requestBody: Buffered"))) {
            GatewayResponse answer = gateway.send(GatewayRequest.post(HOST, "/", "abc"));
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("x-processed")).isEqualTo("yes");
            assertThat(answer.echo().header("x-processed")).isEqualTo("yes");
            assertThat(answer.echo().body()).isEqualTo("ABC");

            GatewayResponse free =
                    gateway.send(GatewayRequest.post("free.example.com", "/", "abc"));
            assertThat(free.header("x-processed")).isEmpty();
            assertThat(free.echo().body()).isEqualTo("abc");

            gateway.apply(
                    policy("responseHeaders: Skip, requestTrailers: Send, responseTrailers: Send"));
            GatewayResponse unseen = gateway.send(GatewayRequest.post(HOST, "/", "abc"));
            assertThat(unseen.header("x-processed")).isEmpty();
            assertThat(unseen.echo().header("x-processed")).isEqualTo("yes");

            gateway.apply(policy("requestHeaders: Skip, responseBody: Buffered"));
            GatewayResponse capitals = gateway.send(GatewayRequest.post(HOST, "/", "abc"));
            assertThat(capitals.header("x-processed")).isEqualTo("yes");
            assertThat(capitals.body())
                    .isEqualTo(capitals.body().toUpperCase(java.util.Locale.ROOT));
        }
    }

    @Test
    void withoutTheServiceNothingGoesOnUnlessToldOtherwise() {
        try (Backends shop = Backends.start("shop", 1);
                LiveGateway gateway =
                        LiveGateway.start(
                                Yaml.GATEWAY,
                                shop.yaml(),
                                Yaml.routeTo("shop", HOST, "shop"),
                                service(Ports.free()),
                                policy("failOpen: false"))) {
            GatewayRequest request = GatewayRequest.get(HOST, "/");
            assertThat(gateway.send(request).status()).isGreaterThanOrEqualTo(500);

            gateway.apply(policy("failOpen: true"));
            assertThat(gateway.send(request).status()).isEqualTo(200);

            gateway.apply(policy("failOpen: true").replace("port: 80", "port: 81"));
            assertThat(gateway.send(request).status()).isEqualTo(200);

            gateway.apply(policy("failOpen: false").replace("port: 80", "port: 81"));
            assertThat(gateway.send(request).status()).isEqualTo(403);
        }
    }

    private static String policy(String fields) {
        return HttpPolicies.ofShop(
                "extProc: {service: {host: edits.example.org, port: 80}, messageTimeout: 10s, %s}"
                        .formatted(fields));
    }

    private static String service(int port) {
        return Yaml.serviceEntry("edits", "{address: 127.0.0.1, ports: {http: %d}}".formatted(port))
                .replace("protocol: HTTP", "protocol: GRPC");
    }
}
