// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import static io.gatehouse.server.live.Yaml.HOST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.config.Finding;
import io.gatehouse.config.FindingCode;
import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.Severity;
import io.gatehouse.engine.DeliveryLimits;
import io.gatehouse.server.fetch.DocumentServer;
import io.gatehouse.testing.GatewayRequest;
import io.gatehouse.testing.Ports;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Keys that the control plane fetches, seen by requests with tokens.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FetchedKeysIT {
    private static final TokenSigner ONE = TokenSigner.create("one");
    private static final TokenSigner TWO = TokenSigner.create("two");
    private static final String OTHER_ISSUER = "https://other.example.com";
    private static final TokenSigner OTHER = TokenSigner.create("other");
    private static final String KEYS = "/keys";

    private final Backends shop = Backends.start("shop", 1);
    private DocumentServer server = DocumentServer.start();
    private LiveGateway gateway;

    @BeforeAll
    void start() {
        gateway =
                LiveGateway.start(
                        Yaml.GATEWAY,
                        Yaml.virtualService("shop", HOST, "- route: [{destination: {host: shop}}]"),
                        shop.yaml());
    }

    @AfterAll
    void stop() {
        gateway.close();
        shop.close();
        server.close();
    }

    @AfterEach
    void remove() {
        gateway.change(
                List.of(),
                List.of(new ObjectKey(Kind.REQUEST_AUTHENTICATION, "istio-system", "tokens")));
        server.close();
        server = DocumentServer.start();
    }

    /// Beside another issuer, whose keys are there.
    private void apply(String rule) {
        gateway.apply(policy(rule));
    }

    private static String policy(String rule) {
        return """
        apiVersion: security.istio.io/v1
        kind: RequestAuthentication
        metadata: {name: tokens, namespace: istio-system}
        spec:
          jwtRules:
          - {%s}
          - {issuer: '%s', jwks: '%s', fromHeaders: [{name: x-other}]}
        """
                .formatted(rule, OTHER_ISSUER, OTHER.keySet());
    }

    private static String fetched(String uri) {
        return "issuer: '%s', jwksUri: '%s'".formatted(TokenSigner.ISSUER, uri);
    }

    private static GatewayRequest with(String token) {
        return GatewayRequest.get(HOST, "/").with("authorization", "Bearer " + token);
    }

    private int status(TokenSigner signer) {
        return gateway.send(with(signer.token(""))).status();
    }

    private void assertTheOtherIssuerIsServed() {
        String token = OTHER.sign("{\"iss\":\"%s\"}".formatted(OTHER_ISSUER));
        assertThat(gateway.send(GatewayRequest.get(HOST, "/").with("x-other", token)).status())
                .isEqualTo(200);
        assertThat(gateway.send(GatewayRequest.get(HOST, "/")).status()).isEqualTo(200);
    }

    private static void until(Callable<Boolean> condition) {
        await().atMost(Duration.ofSeconds(20))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(condition);
    }

    private List<Finding> told() {
        return gateway.findings(FindingCode.KEYS_NOT_FETCHED);
    }

    @Test
    void keysRotateWithoutALostRequest() {
        server.put(KEYS, ONE.keySet());
        apply(fetched(server.uri(KEYS)));
        until(() -> status(ONE) == 200);
        assertThat(status(TWO)).isEqualTo(401);

        Load load = Load.start(gateway.http(), with(ONE.token("")));
        load.more(20);
        server.put(KEYS, ONE.keySetWith(TWO));
        until(() -> status(TWO) == 200);
        load.more(20);
        assertThat(load.stop()).isEmpty();

        server.put(KEYS, TWO.keySet());
        until(() -> status(ONE) == 401);
        assertThat(status(TWO)).isEqualTo(200);
        assertThat(told()).isEmpty();
    }

    @Test
    void anIssuerSaysWhereItsKeysAre() {
        server.put(
                "/realm/.well-known/openid-configuration",
                "{\"jwks_uri\":\"%s\"}".formatted(server.uri("/moved")));
        server.redirect("/moved", KEYS);
        server.put(KEYS, ONE.keySet());
        String issuer = server.uri("/realm");
        apply("issuer: '%s'".formatted(issuer));

        String token = ONE.sign("{\"iss\":\"%s\"}".formatted(issuer));
        until(() -> gateway.send(with(token)).status() == 200);
    }

    @Test
    void withoutKeysTokensOfTheIssuerAreRefusedAndAllElseIsServed() {
        int port = Ports.free();
        apply(fetched("http://127.0.0.1:%d/keys".formatted(port)));
        until(() -> !told().isEmpty());

        assertThat(told()).extracting(Finding::severity).containsExactly(Severity.ERROR);
        assertThat(told().getFirst().message()).contains("http://127.0.0.1:" + port, "401");
        assertThat(status(ONE)).isEqualTo(401);
        assertTheOtherIssuerIsServed();

        try (DocumentServer late = DocumentServer.startAt(port)) {
            late.put(KEYS, ONE.keySet());
            until(() -> status(ONE) == 200);
            until(() -> told().isEmpty());
        }
    }

    @Test
    void theLastKeysStayWhileTheServerFails() {
        server.put(KEYS, ONE.keySet());
        apply(fetched(server.uri(KEYS)));
        until(() -> status(ONE) == 200);

        server.fail(KEYS);
        until(() -> !told().isEmpty());
        assertThat(told()).extracting(Finding::severity).containsExactly(Severity.WARNING);
        server.put(KEYS, "<html>no keys</html>");
        until(() -> told().toString().contains("no JSON object"));
        assertThat(status(ONE)).isEqualTo(200);
    }

    @Test
    void aServerThatDoesNotAnswerIsGivenUpAfterTheRulesTimeout() {
        server.hold(KEYS);
        apply(fetched(server.uri(KEYS)) + ", timeout: 150ms");
        until(() -> told().toString().contains("took longer than 150 ms"));

        assertThat(status(ONE)).isEqualTo(401);
        assertTheOtherIssuerIsServed();
    }

    @Test
    void whatIsForTheMachineAloneIsNotAsked() {
        server.redirect("/away", "http://[::ffff:169.254.169.254]/latest");
        apply(fetched(server.uri("/away")));
        until(() -> told().toString().contains("link-local"));

        assertThat(status(ONE)).isEqualTo(401);
    }

    /// The proxies keep what they have until it knows the keys again.
    @Test
    void aControlPlaneThatComesBackTakesNoKeysAway() {
        server.put(KEYS, ONE.keySet());
        apply(fetched(server.uri(KEYS)));
        until(() -> status(ONE) == 200);
        Load load = Load.start(gateway.http(), with(ONE.token("")));

        gateway.stopControlPlane();
        server.put(KEYS, ONE.keySetWith(TWO));
        server.hold(KEYS);
        int asked = server.requests();
        gateway.restartControlPlane();
        until(() -> server.requests() > asked && gateway.ready());
        load.more(50);
        server.release(KEYS);
        until(() -> status(TWO) == 200);
        load.more(50);
        assertThat(load.stop()).isEmpty();
    }

    @Test
    void keysOutliveARestartWhileTheirServerIsAway(@TempDir Path lastGood) {
        server.put(KEYS, ONE.keySet());
        try (LiveGateway kept =
                LiveGateway.startKeeping(
                        lastGood,
                        DeliveryLimits.DEFAULT,
                        Yaml.GATEWAY,
                        Yaml.virtualService("shop", HOST, "- route: [{destination: {host: shop}}]"),
                        shop.yaml(),
                        policy(fetched(server.uri(KEYS))))) {
            until(() -> kept.send(with(ONE.token(""))).status() == 200);
            kept.stopControlPlane();
            server.fail(KEYS);
            kept.killEnvoy();
            kept.restartControlPlane();
            kept.restartEnvoy();
            assertThat(kept.send(with(ONE.token(""))).status()).isEqualTo(200);
            assertThat(kept.send(with(TWO.token(""))).status()).isEqualTo(401);
            assertThat(kept.findings(FindingCode.KEYS_NOT_FETCHED))
                    .extracting(Finding::severity)
                    .containsExactly(Severity.WARNING);
        }
    }
}
