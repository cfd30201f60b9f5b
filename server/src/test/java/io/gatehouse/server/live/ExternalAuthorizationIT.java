// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import static io.gatehouse.server.live.Yaml.HOST;
import static io.gatehouse.testing.GatewayRequest.get;
import static io.gatehouse.testing.GatewayRequest.post;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.Finding;
import io.gatehouse.config.FindingCode;
import io.gatehouse.config.Kind;
import io.gatehouse.testing.GatewayConnection;
import io.gatehouse.testing.GatewayRequest;
import io.gatehouse.testing.GatewayResponse;
import io.gatehouse.testing.GrpcCheckServer;
import io.gatehouse.testing.HttpCheckServer;
import io.gatehouse.testing.Ports;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// CUSTOM policies: a service says whether a request goes on.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExternalAuthorizationIT {
    private final Backends shop = Backends.start("shop", 1);
    private final HttpCheckServer http = HttpCheckServer.start();
    private final GrpcCheckServer grpc = GrpcCheckServer.start();
    private LiveGateway gateway;
    private Policies policies;

    @BeforeAll
    void start() {
        gateway =
                LiveGateway.start(
                        Yaml.GATEWAY,
                        shop.yaml(),
                        Yaml.routeTo("shop", "*", "shop"),
                        entry("checks", "HTTP", http.port()),
                        entry("gchecks", "GRPC", grpc.port()),
                        entry("gone", "HTTP", Ports.free()),
                        Yaml.meshLines(
                                """
                                extensionProviders:
                                - name: http
                                  envoyExtAuthzHttp:
                                    service: default/checks.example.org
                                    port: 80
                                    timeout: 10s
                                    pathPrefix: /check
                                    includeRequestHeadersInCheck: [x-let, "x-more*"]
                                    includeAdditionalHeadersInCheck: {x-added: by-gateway}
                                    includeRequestBodyInCheck: {maxRequestBytes: 8, allowPartialMessage: true}
                                    headersToUpstreamOnAllow: [x-checked]
                                    headersToDownstreamOnAllow: [x-for-client]
                                    headersToDownstreamOnDeny: ["x-rea*"]
                                - name: plain
                                  envoyExtAuthzHttp: {service: checks.example.org, port: 80, includeHeadersInCheck: [x-let]}
                                - name: grpc
                                  envoyExtAuthzGrpc: {service: gchecks.example.org, port: 80, timeout: 10s, includeRequestBodyInCheck: {maxRequestBytes: 100, packAsBytes: true}}
                                - name: closed
                                  envoyExtAuthzHttp: {service: gone.example.org, port: 80, statusOnError: "503"}
                                - name: open
                                  envoyExtAuthzHttp: {service: gone.example.org, port: 80, failOpen: true}
                                - name: lost
                                  envoyExtAuthzGrpc: {service: nowhere.example.org, port: 80}
                                - name: portless
                                  envoyExtAuthzGrpc: {service: gchecks.example.org, port: 81}
                                """));
        policies = new Policies(gateway);
    }

    private static String entry(String name, String protocol, int port) {
        return Yaml.serviceEntry(name, "{address: 127.0.0.1, ports: {http: %d}}".formatted(port))
                .replace("protocol: HTTP", "protocol: " + protocol);
    }

    @AfterAll
    void stop() {
        gateway.close();
        shop.close();
        http.close();
        grpc.close();
    }

    @AfterEach
    void clear() {
        policies.clear();
    }

    private void check(String name, String provider, String path) {
        policies.apply(
                name,
                "{action: CUSTOM, provider: {name: %s}, rules: [{to: [{operation: {paths: ['%s']}}]}]}"
                        .formatted(provider, path));
    }

    private GatewayResponse send(GatewayRequest request) {
        return gateway.send(request);
    }

    private static GatewayRequest let(String path) {
        return get(HOST, path).with("x-let", "yes");
    }

    @Test
    void aServiceIsAskedByHttp() {
        check("custom", "http", "/a*");

        GatewayResponse allowed =
                send(
                        post(HOST, "/a?q=1", "a long body")
                                .with("x-let", "yes")
                                .with("x-more-1", "m")
                                .with("x-other", "o"));

        assertThat(allowed.status()).isEqualTo(200);
        assertThat(allowed.header("x-for-client")).isEqualTo("welcome");
        assertThat(allowed.echo().headers().get("x-checked")).containsExactly("http");
        HttpCheckServer.Question asked = http.last().orElseThrow();
        assertThat(asked.method()).isEqualTo("POST");
        assertThat(asked.path()).isEqualTo("/check/a?q=1");
        assertThat(asked.body()).isEqualTo("a long b");
        assertThat(asked.headers())
                .containsEntry("x-added", "by-gateway")
                .containsEntry("x-more-1", "m")
                .doesNotContainKey("x-other");

        GatewayResponse refused = send(get(HOST, "/a"));

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.body()).isEqualTo("refused");
        assertThat(refused.header("x-reason")).isEqualTo("no");
    }

    @Test
    void onlyWhatRulesMatchIsAsked() {
        check("custom", "plain", "/a");
        int before = http.asked();

        assertThat(send(get(HOST, "/b")).status()).isEqualTo(200);
        assertThat(http.asked()).isEqualTo(before);
        assertThat(send(let("/a")).status()).isEqualTo(200);
        assertThat(http.asked()).isEqualTo(before + 1);
    }

    @Test
    void aServiceIsAskedByGrpc() {
        check("custom", "grpc", "/a");

        GatewayResponse allowed = send(post(HOST, "/a", "body").with("x-let", "yes"));

        assertThat(allowed.status()).isEqualTo(200);
        assertThat(allowed.echo().headers().get("x-checked")).containsExactly("grpc");
        var asked = grpc.last().orElseThrow().getRequest().getHttp();
        assertThat(asked.getPath()).isEqualTo("/a");
        assertThat(asked.getRawBody().toStringUtf8()).isEqualTo("body");

        GatewayResponse refused = send(get(HOST, "/a"));

        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.body()).isEqualTo("refused");
    }

    @Test
    void aServiceThatDoesNotAnswerRefusesUnlessItFailsOpen() {
        check("custom", "closed", "/a");
        assertThat(send(let("/a")).status()).isEqualTo(503);
        assertThat(send(let("/b")).status()).isEqualTo(200);

        check("custom", "open", "/a");
        assertThat(send(get(HOST, "/a")).status()).isEqualTo(200);
    }

    @Test
    void whatAsksForAnUnknownServiceIsRefusedAndTold() {
        for (String provider : new String[] {"unheard-of", "lost", "portless"}) {
            check("custom", provider, "/a");

            assertThat(send(let("/a")).status()).as(provider).isEqualTo(403);
            assertThat(send(get(HOST, "/b")).status()).as(provider).isEqualTo(200);
            assertThat(gateway.findings(FindingCode.ACCESS_PROVIDER))
                    .as(provider)
                    .singleElement()
                    .extracting(finding -> finding.field().toString())
                    .isEqualTo("spec.provider.name");
        }
        policies.clear();
        assertThat(gateway.findings(FindingCode.ACCESS_PROVIDER)).isEmpty();
    }

    /// Connections of before have no filter that asks.
    @Test
    void aServiceThatComesLetsNothingThroughUnasked() throws IOException {
        check("custom", "lost", "/a");
        try (GatewayConnection open = gateway.http().connect()) {
            assertThat(open.send(get(HOST, "/a")).status()).isEqualTo(403);

            gateway.apply(entry("nowhere", "GRPC", grpc.port()));

            assertThat(open.send(get(HOST, "/a")).status()).isEqualTo(403);
            assertThat(send(get(HOST, "/a")).status()).isEqualTo(401);
            assertThat(send(let("/a")).status()).isEqualTo(200);
        }
        gateway.delete(Kind.SERVICE_ENTRY, "nowhere");
        assertThat(send(let("/a")).status()).isEqualTo(403);
    }

    @Test
    void withTwoServicesBothAreRefused() {
        check("one", "http", "/a");
        check("two", "grpc", "/b");

        assertThat(send(let("/a")).status()).isEqualTo(403);
        assertThat(send(let("/b")).status()).isEqualTo(403);
        assertThat(send(let("/c")).status()).isEqualTo(200);
        assertThat(gateway.findings(FindingCode.ACCESS_PROVIDER))
                .extracting(Finding::message)
                .hasSize(2)
                .allMatch(message -> message.contains("grpc, http"));

        policies.delete("two");

        assertThat(send(let("/a")).status()).isEqualTo(200);
    }

    @Test
    void theServiceIsAskedBeforeDenyAndAllow() {
        check("custom", "plain", "/a*");
        policies.apply("deny", "{action: DENY, rules: [{to: [{operation: {paths: [/a/deny]}}]}]}");
        policies.apply("allow", "{rules: [{to: [{operation: {paths: ['/a*']}}]}]}");

        assertThat(send(let("/a/deny")).status()).isEqualTo(403);
        assertThat(send(let("/a/deny")).body()).isEqualTo("RBAC: access denied");
        assertThat(send(get(HOST, "/a/deny")).body()).isEqualTo("refused");
        assertThat(send(let("/a/x")).status()).isEqualTo(200);
        assertThat(send(let("/b")).status()).isEqualTo(403);
    }

    @Test
    void aRehearsedCheckAsksNobody() {
        int before = http.asked();

        policies.applyRehearsed("custom", "{action: CUSTOM, provider: {name: http}, rules: [{}]}");

        assertThat(send(get(HOST, "/a")).status()).isEqualTo(200);
        assertThat(http.asked()).isEqualTo(before);
    }
}
