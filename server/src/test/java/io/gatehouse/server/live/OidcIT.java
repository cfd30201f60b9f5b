// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import static io.gatehouse.server.live.Yaml.HOST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.config.FindingCode;
import io.gatehouse.config.Kind;
import io.gatehouse.testing.GatewayRequest;
import io.gatehouse.testing.GatewayResponse;
import io.gatehouse.testing.OpenIdProvider;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// `oidc` of an HttpPolicy.
class OidcIT {
    private static final String SECRET =
            """
            apiVersion: v1
            kind: Secret
            metadata: {name: login, namespace: default}
            stringData: {client-secret: secret-of-client}
            """;

    @ParameterizedTest
    @EnumSource(DeliveryForm.class)
    void usersLogInAtTheProvider(DeliveryForm delivery) {
        try (OpenIdProvider provider = OpenIdProvider.start("shop", "secret-of-client");
                Backends shop = Backends.start("shop", 1);
                LiveGateway gateway =
                        delivery.start(
                                Yaml.GATEWAY,
                                shop.yaml(),
                                Yaml.routeTo("shop", HOST, "shop"),
                                Yaml.routeTo("free", "free.example.com", "shop"),
                                Yaml.serviceEntry(
                                        "id",
                                        "{address: 127.0.0.1, ports: {http: %d}}"
                                                .formatted(provider.port())),
                                SECRET,
                                policy(provider.issuer(), "forwardToken: true"))) {
            awaitLogin(gateway);
            GatewayResponse sent = gateway.send(GatewayRequest.get(HOST, "/a?b=c"));
            String back = provider.loggedIn(sent.header("location"));
            assertThat(back).startsWith("http://" + HOST + "/oauth2/callback?");

            GatewayResponse loggedIn =
                    gateway.send(with(GatewayRequest.get(HOST, pathOf(back)), sent));
            assertThat(loggedIn.status()).isEqualTo(302);
            assertThat(loggedIn.header("location")).isEqualTo("http://" + HOST + "/a?b=c");

            GatewayResponse served = gateway.send(with(GatewayRequest.get(HOST, "/a"), loggedIn));
            assertThat(served.status()).isEqualTo(200);
            assertThat(served.echo().header("authorization")).isEqualTo("Bearer access-of-ann");

            assertThat(
                            gateway.send(
                                            GatewayRequest.get(HOST, "/a")
                                                    .with("x-requested-with", "XMLHttpRequest"))
                                    .status())
                    .isEqualTo(401);
            assertThat(gateway.send(GatewayRequest.get(HOST, "/a").with("x-robot", "yes")).status())
                    .isEqualTo(200);
            assertThat(gateway.send(GatewayRequest.get("free.example.com", "/")).status())
                    .isEqualTo(200);
            assertThat(gateway.envoy().admin("/config_dump?include_eds"))
                    .doesNotContain("secret-of-client");

            GatewayResponse out =
                    gateway.send(with(GatewayRequest.get(HOST, "/oauth2/logout"), loggedIn));
            assertThat(out.status()).isEqualTo(302);
            assertThat(out.header("location")).startsWith(provider.issuer() + "/end");

            gateway.delete(Kind.SECRET, "login");
            assertThat(gateway.send(with(GatewayRequest.get(HOST, "/a"), loggedIn)).status())
                    .isEqualTo(403);
            assertThat(gateway.findings(FindingCode.POLICY_SECRET_MISSING)).hasSize(1);

            gateway.apply(SECRET);
            assertThat(gateway.send(with(GatewayRequest.get(HOST, "/a"), loggedIn)).status())
                    .isEqualTo(200);
        }
    }

    @Test
    void whereTheProviderIsAskedAndHowUsersComeBackCanBeSaid() {
        try (OpenIdProvider provider = OpenIdProvider.start("shop", "secret-of-client");
                Backends shop = Backends.start("shop", 1);
                LiveGateway gateway =
                        LiveGateway.start(
                                Yaml.GATEWAY,
                                shop.yaml(),
                                Yaml.routeTo("shop", HOST, "shop"),
                                Yaml.serviceEntry(
                                        "id",
                                        "{address: 127.0.0.1, ports: {http: %d}}"
                                                .formatted(provider.port())),
                                SECRET,
                                HttpPolicies.ofShop(
                                        """
                                        oidc:
                                          authorizationEndpoint: %1$s/authorize
                                          tokenEndpoint: http://id.example.org/token
                                          endSessionEndpoint: https://id.example.org/bye
                                          clientId: shop
                                          secretName: login
                                          redirectPath: /login/back
                                          logoutPath: /login/out
                                          scopes: [email]
                                          cookiePrefix: mine_
                                          cookieDomain: example.com
                                          denyRedirect: [{header: ":path", prefix: /api/}]
                                        """
                                                .formatted(provider.issuer())))) {
            GatewayResponse sent = gateway.send(GatewayRequest.get(HOST, "/a"));
            assertThat(sent.status()).isEqualTo(302);
            assertThat(sent.header("location")).contains("scope=openid%20email");
            assertThat(gateway.send(GatewayRequest.get(HOST, "/api/a")).status()).isEqualTo(401);
            String back = provider.loggedIn(sent.header("location"));
            assertThat(back).startsWith("http://" + HOST + "/login/back?");

            GatewayResponse loggedIn =
                    gateway.send(with(GatewayRequest.get(HOST, pathOf(back)), sent));
            assertThat(loggedIn.headers().get("set-cookie"))
                    .anyMatch(cookie -> cookie.startsWith("mine_"))
                    .anyMatch(cookie -> cookie.contains("example.com"));
            assertThat(gateway.send(with(GatewayRequest.get(HOST, "/a"), loggedIn)).status())
                    .isEqualTo(200);
            assertThat(
                            gateway.send(with(GatewayRequest.get(HOST, "/login/out"), loggedIn))
                                    .header("location"))
                    .startsWith("https://id.example.org/bye");
        }
    }

    @Test
    void usersLogInAtAProviderOfOthers() {
        try (NodeOpenIdProvider provider =
                        NodeOpenIdProvider.start(
                                "shop", "secret-of-client", "http://" + HOST + "/oauth2/callback");
                Backends shop = Backends.start("shop", 1);
                LiveGateway gateway =
                        LiveGateway.start(
                                Yaml.GATEWAY,
                                shop.yaml(),
                                Yaml.routeTo("shop", HOST, "shop"),
                                Yaml.serviceEntry(
                                        "id",
                                        "{address: 127.0.0.1, ports: {http: %d}}"
                                                .formatted(provider.port())),
                                SECRET,
                                policy(provider.issuer(), "forwardToken: true"))) {
            awaitLogin(gateway);
            GatewayResponse sent = gateway.send(GatewayRequest.get(HOST, "/a"));
            String back = provider.loggedIn(sent.header("location"));
            GatewayResponse loggedIn =
                    gateway.send(with(GatewayRequest.get(HOST, pathOf(back)), sent));
            GatewayResponse served = gateway.send(with(GatewayRequest.get(HOST, "/a"), loggedIn));

            assertThat(loggedIn.status()).isEqualTo(302);
            assertThat(served.status()).isEqualTo(200);
            assertThat(served.echo().header("authorization")).startsWith("Bearer ");
        }
    }

    /// Its configuration has to be fetched first.
    private static void awaitLogin(LiveGateway gateway) {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> gateway.send(GatewayRequest.get(HOST, "/a")).status() == 302);
    }

    private static String pathOf(String url) {
        return url.substring(("http://" + HOST).length());
    }

    private static String policy(String issuer, String fields) {
        return HttpPolicies.ofShop(
                """
                oidc:
                  issuer: %s
                  service: {host: id.example.org, port: 80}
                  clientId: shop
                  secretName: login
                  passThrough: [{header: x-robot, exact: "yes"}]
                  denyRedirect: [{header: x-requested-with}]
                  %s
                """
                        .formatted(issuer, fields));
    }

    /// With the cookies that an answer has set.
    private static GatewayRequest with(GatewayRequest request, GatewayResponse answer) {
        List<String> set = answer.headers().getOrDefault("set-cookie", List.of());
        return request.with(
                "cookie",
                set.stream()
                        .map(cookie -> cookie.split(";", 2)[0])
                        .collect(Collectors.joining("; ")));
    }
}
