// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import static io.gatehouse.server.live.Yaml.HOST;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testing.Echo;
import io.gatehouse.testing.GatewayRequest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// `apiKeys` of an HttpPolicy.
class ApiKeysIT {
    private static final String CLIENTS =
            """
            apiVersion: v1
            kind: Secret
            metadata: {name: clients, namespace: default}
            stringData: {ann: key-of-ann, bob: key-of-bob}
            """;

    @ParameterizedTest
    @EnumSource(DeliveryForm.class)
    void onlyClientsWithAKeyAreLetIn(DeliveryForm delivery) {
        try (Backends shop = Backends.start("shop", 1);
                LiveGateway gateway =
                        delivery.start(
                                Yaml.GATEWAY,
                                shop.yaml(),
                                Yaml.routeTo("shop", HOST, "shop"),
                                CLIENTS,
                                policy("clientHeader: x-client"))) {
            GatewayRequest request = GatewayRequest.get(HOST, "/");
            assertThat(gateway.send(request).status()).isEqualTo(401);
            assertThat(gateway.send(request.with("x-api-key", "guess")).status()).isEqualTo(401);
            Echo ann =
                    gateway.send(request.with("x-api-key", "key-of-ann").with("x-client", "bob"))
                            .echo();
            assertThat(ann.header("x-client")).isEqualTo("ann");
            assertThat(ann.header("x-api-key")).isEmpty();
            assertThat(
                            gateway.send(GatewayRequest.get(HOST, "/?key=key-of-bob"))
                                    .echo()
                                    .header("x-client"))
                    .isEqualTo("bob");
            assertThat(gateway.send(request.with("cookie", "key=key-of-ann")).status())
                    .isEqualTo(200);
            assertThat(gateway.envoy().admin("/config_dump")).doesNotContain("key-of-ann");

            gateway.apply(policy("allowedClients: [bob], forwardKey: true"));
            assertThat(gateway.send(request.with("x-api-key", "key-of-ann")).status())
                    .isEqualTo(401);
            assertThat(
                            gateway.send(request.with("x-api-key", "key-of-bob"))
                                    .echo()
                                    .header("x-api-key"))
                    .isEqualTo("key-of-bob");
        }
    }

    private static String policy(String fields) {
        return HttpPolicies.ofShop(
                "apiKeys: {secretName: clients, from: [{header: x-api-key}, {query: key}, {cookie: key}], %s}"
                        .formatted(fields));
    }
}
