// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import static io.gatehouse.server.live.Yaml.HOST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.config.Finding;
import io.gatehouse.config.FindingCode;
import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.engine.DeliveryLimits;
import io.gatehouse.testing.GatewayRequest;
import io.gatehouse.testing.GatewayResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Programs in Lua, run by a proxy.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TrafficExtensionIT {
    private static final TokenSigner SIGNER = TokenSigner.create("one");
    private static final GatewayRequest GET = GatewayRequest.get(HOST, "/");

    private static final String TOKENS =
            """
            apiVersion: security.istio.io/v1
            kind: RequestAuthentication
            metadata: {name: tokens, namespace: istio-system}
            spec:
              jwtRules: [{issuer: %s, jwks: '%s'}]
            """
                    .formatted(TokenSigner.ISSUER, SIGNER.keySet());

    private static final String ROUTES =
            Yaml.virtualService(
                    "shop",
                    HOST,
                    """
                    - match: [{headers: {x-way: {exact: other}}}]
                      directResponse: {status: 299}
                    - route: [{destination: {host: shop}}]
                    """);

    private final Backends shop = Backends.start("shop", 1);
    private LiveGateway gateway;

    @BeforeAll
    void start() {
        gateway = LiveGateway.start(Yaml.GATEWAY, ROUTES, shop.yaml());
    }

    @AfterAll
    void stop() {
        gateway.close();
        shop.close();
    }

    @AfterEach
    void remove() {
        gateway.change(
                List.of(),
                List.of(
                        key("one"),
                        key("two"),
                        new ObjectKey(Kind.REQUEST_AUTHENTICATION, "istio-system", "tokens")));
    }

    private static ObjectKey key(String name) {
        return new ObjectKey(Kind.TRAFFIC_EXTENSION, "istio-system", name);
    }

    /// @param fields of the spec, beside the program
    private static String extension(String name, String fields, String program) {
        return """
        apiVersion: extensions.istio.io/v1alpha1
        kind: TrafficExtension
        metadata: {name: %s, namespace: istio-system}
        spec:
          %s
          lua:
            inlineCode: |
        %s
        """
                .formatted(name, fields, program.strip().indent(6));
    }

    private static String adding(String value) {
        return """
        function envoy_on_response(handle)
          handle:headers():add("x-program", "%s")
        end
        """
                .formatted(value);
    }

    private static String added(GatewayResponse response) {
        return response.header("x-program");
    }

    private List<Finding> refused() {
        return gateway.findings(FindingCode.REFUSED_BY_PROXY);
    }

    @Test
    void programsComeChangeAndGoWithoutALostRequest() {
        Load load = Load.start(gateway.http(), GET);
        load.more(50);
        gateway.apply(extension("one", "phase: UNSPECIFIED", adding("a")));
        assertThat(added(gateway.send(GET))).isEqualTo("a");
        load.more(50);
        gateway.apply(extension("one", "phase: UNSPECIFIED", adding("b")));
        assertThat(added(gateway.send(GET))).isEqualTo("b");
        load.more(50);
        remove();
        load.more(50);
        assertThat(load.stop()).isEmpty();
        assertThat(added(gateway.send(GET))).isEmpty();
    }

    @Test
    void oneOfThePhaseOfAuthenticationComesBeforeTokensAreLookedAt() {
        String program =
                """
                function envoy_on_request(handle)
                  handle:headers():replace("authorization", "Bearer %s")
                end
                """;
        gateway.apply(TOKENS);
        gateway.apply(extension("one", "phase: AUTHN", program.formatted("broken")));
        assertThat(gateway.send(GET).status()).isEqualTo(401);

        gateway.apply(extension("one", "phase: AUTHZ", program.formatted("broken")));
        assertThat(gateway.send(GET).status()).isEqualTo(200);
    }

    @Test
    void ofOnePhaseTheOneWithTheHigherPriorityComesFirst() {
        String program =
                """
                function envoy_on_request(handle)
                  if handle:headers():get("x-trace") == nil then
                    handle:headers():add("x-trace", "%s")
                  end
                end
                """;
        gateway.apply(
                extension("one", "priority: 1", program.formatted("one")),
                extension("two", "priority: 2", program.formatted("two")));

        assertThat(gateway.send(GET).echo().header("x-trace")).isEqualTo("two");
    }

    @Test
    void aProgramIsForItsPortsOnly() {
        gateway.apply(extension("one", "match: [{ports: [{number: 8000}]}]", adding("a")));
        assertThat(added(gateway.send(GET))).isEmpty();
        assertThat(gateway.findings(FindingCode.MATCH_WITHOUT_PORT)).hasSize(1);

        gateway.apply(
                extension("one", "match: [{mode: CLIENT, ports: [{number: 80}]}]", adding("a")));
        assertThat(added(gateway.send(GET))).isEqualTo("a");
        assertThat(gateway.findings(FindingCode.MATCH_WITHOUT_PORT)).isEmpty();
    }

    @Test
    void aProgramMayChangeTheRoute() {
        try (LiveGateway scoped =
                LiveGateway.startWith(
                        new DeliveryLimits(1, 1_000), Yaml.GATEWAY, ROUTES, shop.yaml())) {
            for (LiveGateway each : List.of(gateway, scoped)) {
                each.apply(
                        extension(
                                "one",
                                "phase: AUTHN",
                                """
                                function envoy_on_request(handle)
                                  handle:headers():add("x-way", "other")
                                  handle:clearRouteCache()
                                end
                                """));
                assertThat(each.send(GET).status()).isEqualTo(299);
            }
        }
    }

    /// A cluster that the program's text names is there, although no route needs it.
    @Test
    void aProgramMayCallAServiceThatItNames() {
        Backends judge = Backends.start("judge", 1);
        gateway.apply(judge.yaml());
        gateway.apply(
                extension(
                        "one",
                        "phase: AUTHZ",
                        """
                        function envoy_on_request(handle)
                          local headers = handle:httpCall(
                            "outbound|80||judge.default.svc.cluster.local",
                            {[":method"] = "GET", [":path"] = "/", [":authority"] = "judge"}, "", 5000)
                          handle:respond({[":status"] = headers[":status"]}, "asked")
                        end
                        """));

        assertThat(gateway.send(GET).body()).isEqualTo("asked");
        judge.close();
    }

    @Test
    void aProgramThatIsNoneLeavesItsVersionBefore() {
        gateway.apply(extension("one", "phase: AUTHN", adding("a")));
        gateway.apply(extension("one", "phase: AUTHN", "no program"));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        assertThat(refused())
                                .extracting(Finding::object)
                                .containsExactly(Optional.of(key("one"))));
        assertThat(refused().getFirst().message()).contains("script load error");
        assertThat(added(gateway.send(GET))).isEqualTo("a");
        gateway.apply(extension("two", "phase: AUTHN", adding("b")));
        assertThat(gateway.send(GET).headers().get("x-program"))
                .containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void aProgramThatIsNoneClosesNoPort() {
        String broken = extension("one", "phase: AUTHN", "no program");
        try (LiveGateway fresh =
                LiveGateway.start(
                        Yaml.GATEWAY,
                        ROUTES,
                        shop.yaml(),
                        broken,
                        extension("two", "phase: AUTHN", adding("b")))) {
            LiveGateway.awaitStatus(fresh.http(), HOST, "/", 200);
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> !fresh.findings(FindingCode.REFUSED_BY_PROXY).isEmpty());
            await().atMost(Duration.ofSeconds(20)).until(() -> added(fresh.send(GET)), "b"::equals);
        }
    }
}
