// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import static io.gatehouse.server.live.Yaml.HOST;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.FindingCode;
import io.gatehouse.config.Kind;
import io.gatehouse.testing.GatewayRequest;
import io.gatehouse.testing.GatewayResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// `basicAuth` of an HttpPolicy.
class BasicAuthIT {
    /// The password is `test`.
    private static final String USERS =
            """
            apiVersion: v1
            kind: Secret
            metadata: {name: users, namespace: default}
            stringData: {auth: "ann:{SHA}qUqP5cyxm6YcTAhz05Hph5gvu9M="}
            """;

    private static final String POLICY =
            HttpPolicies.ofShop("basicAuth: {secretName: users, userHeader: x-user}");

    @ParameterizedTest
    @EnumSource(DeliveryForm.class)
    void onlyUsersAreLetIn(DeliveryForm delivery) {
        try (Backends shop = Backends.start("shop", 1);
                LiveGateway gateway =
                        delivery.start(
                                Yaml.GATEWAY,
                                shop.yaml(),
                                Yaml.routeTo("shop", HOST, "shop"),
                                Yaml.routeTo("free", "*.example.org", "shop"),
                                USERS,
                                POLICY)) {
            GatewayResponse unknown = gateway.send(GatewayRequest.get(HOST, "/"));
            GatewayResponse ann = gateway.send(as("ann", "test").with("x-user", "bob"));

            assertThat(unknown.status()).isEqualTo(401);
            assertThat(unknown.header("www-authenticate")).startsWith("Basic realm=");
            assertThat(gateway.send(as("ann", "guess")).status()).isEqualTo(401);
            assertThat(ann.status()).isEqualTo(200);
            assertThat(ann.echo().header("x-user")).isEqualTo("ann");
            assertThat(gateway.send(GatewayRequest.get("a.example.org", "/")).status())
                    .isEqualTo(200);
            assertThat(gateway.envoy().admin("/config_dump"))
                    .doesNotContain("qUqP5cyxm6YcTAhz05Hph5gvu9M");

            gateway.apply(
                    USERS.replace("qUqP5cyxm6YcTAhz05Hph5gvu9M=", "W6ph5Mm5Pz8GgiULbPgzG37mj9g="));
            assertThat(gateway.send(as("ann", "test")).status()).isEqualTo(401);
            assertThat(gateway.send(as("ann", "password")).status()).isEqualTo(200);

            gateway.delete(Kind.SECRET, "users");
            assertThat(gateway.send(as("ann", "password")).status()).isEqualTo(401);
            assertThat(gateway.findings(FindingCode.POLICY_SECRET_MISSING)).hasSize(1);
        }
    }

    private static GatewayRequest as(String user, String password) {
        byte[] credentials = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return GatewayRequest.get(HOST, "/")
                .with("authorization", "Basic " + Base64.getEncoder().encodeToString(credentials));
    }
}
