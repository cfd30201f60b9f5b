// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import static io.gatehouse.server.live.Yaml.HOST;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.FindingCode;
import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.engine.DeliveryLimits;
import io.gatehouse.testing.GatewayRequest;
import io.gatehouse.testing.GatewayResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// What tokens let through, and how policies come and go.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RequestAuthenticationIT {
    private static final TokenSigner SIGNER = TokenSigner.create("one");
    private static final TokenSigner STRANGER = TokenSigner.create("two");

    private static final String RULES =
            """
            - match: [{headers: {"@request.auth.claims.roles": {exact: editor}}}]
              headers: {request: {set: {x-way: editors}}}
              route: [{destination: {host: shop}}]
            - match: [{headers: {"@request.auth.claims.groups": {exact: admin}}}]
              headers: {request: {set: {x-way: admins}}}
              route: [{destination: {host: shop}}]
            - route: [{destination: {host: shop}}]
            """;

    private final Backends shop = Backends.start("shop", 1);
    private LiveGateway gateway;

    @BeforeAll
    void start() {
        gateway =
                LiveGateway.start(
                        Yaml.GATEWAY, Yaml.virtualService("shop", HOST, RULES), shop.yaml());
    }

    @AfterAll
    void stop() {
        gateway.close();
        shop.close();
    }

    private static String policy(String rule) {
        return """
        apiVersion: security.istio.io/v1
        kind: RequestAuthentication
        metadata: {name: tokens, namespace: istio-system}
        spec:
          jwtRules:
          - issuer: %s
            %s
        """
                .formatted(TokenSigner.ISSUER, rule);
    }

    private static String inlineKeys(TokenSigner signer) {
        return "jwks: '%s'".formatted(signer.keySet());
    }

    private void remove() {
        gateway.change(
                List.of(),
                List.of(new ObjectKey(Kind.REQUEST_AUTHENTICATION, "istio-system", "tokens")));
    }

    private GatewayResponse get(String token) {
        return gateway.send(with(token));
    }

    private static GatewayRequest with(String token) {
        GatewayRequest request = GatewayRequest.get(HOST, "/");
        return token.isEmpty() ? request : request.with("authorization", "Bearer " + token);
    }

    @Test
    void claimsOfATokenDecideTheRoute() {
        gateway.apply(policy(inlineKeys(SIGNER)));

        assertThat(get(SIGNER.token("\"groups\":[\"admin\"]")).echo().header("x-way"))
                .isEqualTo("admins");
        assertThat(get(SIGNER.token("\"groups\":[\"dev\"]")).echo().header("x-way")).isEmpty();
        assertThat(get("").echo().header("x-way")).isEmpty();
        remove();
    }

    @Test
    void policiesComeChangeAndGoWithoutALostRequest() {
        Load load = Load.start(gateway.http(), with(SIGNER.token("")));
        load.more(50);
        gateway.apply(policy(inlineKeys(SIGNER)));
        assertThat(get(STRANGER.token("")).status()).isEqualTo(401);
        load.more(50);
        gateway.apply(policy(inlineKeys(SIGNER) + "\n    forwardOriginalToken: true"));
        assertThat(get(SIGNER.token("")).echo().header("authorization")).isNotEmpty();
        load.more(50);
        remove();
        load.more(50);
        assertThat(load.stop()).isEmpty();
        assertThat(get(STRANGER.token("")).status()).isEqualTo(200);
    }

    @Test
    void wordsOfAClaimAreValuesWhereTheRuleSaysSo() {
        String token = SIGNER.token("\"roles\":\"viewer editor\"");
        gateway.apply(policy(inlineKeys(SIGNER)));
        assertThat(get(token).echo().header("x-way")).isEmpty();

        gateway.apply(policy(inlineKeys(SIGNER) + "\n    spaceDelimitedClaims: [roles]"));
        assertThat(get(token).echo().header("x-way")).isEqualTo("editors");
        remove();
    }

    @Test
    void aPolicyIsForTheGatewaysThatItSelects() {
        for (String other :
                List.of(
                        "selector: {matchLabels: {app: other}}",
                        "targetRefs: [{group: gateway.networking.k8s.io, kind: Gateway, name: gw}]",
                        "targetRef: {group: gateway.networking.k8s.io, kind: Gateway, name: gw}")) {
            gateway.apply(policy(inlineKeys(SIGNER)) + "  " + other + "\n");
            assertThat(get(STRANGER.token("")).status()).as(other).isEqualTo(200);
        }
        gateway.apply(
                policy(inlineKeys(SIGNER))
                        + "  selector: {matchLabels: {istio: ingressgateway}}\n");
        assertThat(get(STRANGER.token("")).status()).isEqualTo(401);
        remove();
    }

    @Test
    void withoutAUsableKeyTokensOfTheIssuerAreRefusedAndThePortStaysOpen() {
        gateway.apply(
                policy(
                        """
                        jwks: '{"keys":[]}'
                          - issuer: https://other.example.com
                            jwks: '%s'
                        """
                                .formatted(STRANGER.keySet())));

        assertThat(get(SIGNER.token("")).status()).isEqualTo(401);
        assertThat(get("").status()).isEqualTo(200);
        assertThat(get(STRANGER.sign("{\"iss\":\"https://other.example.com\"}")).status())
                .isEqualTo(200);
        assertThat(gateway.findings(FindingCode.NO_KEYS)).hasSize(1);
        remove();
    }

    /// Browsers send them without tokens, and with whatever cookies they have.
    @Test
    void preflightsPass() {
        gateway.apply(policy(inlineKeys(SIGNER) + "\n    fromCookies: [session]"));
        GatewayRequest request =
                new GatewayRequest("OPTIONS", HOST, "/", List.of(), "")
                        .with("cookie", "session=" + STRANGER.token(""))
                        .with("origin", "https://web.example.com");

        assertThat(gateway.send(request).status()).isEqualTo(401);
        assertThat(gateway.send(request.with("access-control-request-method", "GET")).status())
                .isEqualTo(200);
        remove();
    }

    /// Each host by itself: its routes are found before the token is looked at, and again after.
    @Test
    void claimsDecideWhereEachHostIsDeliveredByItself() {
        try (LiveGateway scoped =
                LiveGateway.startWith(
                        new DeliveryLimits(1, 1_000),
                        Yaml.GATEWAY,
                        Yaml.virtualService("shop", HOST, RULES),
                        Yaml.virtualService("wide", "*.example.org", RULES),
                        shop.yaml(),
                        policy(inlineKeys(SIGNER)))) {
            String token = SIGNER.token("\"groups\":[\"admin\"]");
            LiveGateway.awaitStatus(scoped.http(), HOST, "/", 200);

            for (String host : List.of(HOST, "SHOP.example.com", "any.example.org")) {
                GatewayRequest request = GatewayRequest.get(host, "/");
                assertThat(scoped.send(request).echo().header("x-way")).as(host).isEmpty();
                assertThat(
                                scoped.send(request.with("authorization", "Bearer " + token))
                                        .echo()
                                        .header("x-way"))
                        .as(host)
                        .isEqualTo("admins");
            }
        }
    }
}
