// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import static io.gatehouse.testing.GatewayRequest.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.engine.DeliveryLimits;
import io.gatehouse.server.TestCertificates;
import io.gatehouse.testing.GatewayClient;
import io.gatehouse.testing.GatewayRequest;
import io.gatehouse.testing.GatewayResponse;
import io.gatehouse.testing.HttpVersion;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Route tables that are delivered host by host.
@ParameterizedClass
@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "WHOLE_TABLE")
class ScopedRoutesIT {
    private static final DeliveryLimits NEVER = new DeliveryLimits(1_000_000, 1_000_000);
    private static final int REQUESTS = 2_000;

    private static final List<String> HOSTS =
            List.of(
                    "*",
                    "*.com",
                    "*.example.com",
                    "*.b.example.com",
                    "a.example.com",
                    "b.example.com",
                    "c.b.example.com",
                    "shop.example.org",
                    "*.example.org",
                    "localhost");

    /// Whatever the routes are, and after a second.
    private static final String REFUSED_BY_HTTP_2 = "a.example.com/b";

    private static final List<String> ASKED =
            List.of(
                    "a.example.com",
                    "A.Example.Com",
                    "b.example.com:80",
                    "B.example.com:8080",
                    "x.example.com",
                    "X.EXAMPLE.com:1",
                    "c.b.example.com",
                    "d.b.example.com",
                    "e.d.b.Example.com",
                    "example.com",
                    "a.example.com.",
                    "shop.example.org",
                    "Shop.example.org",
                    "other.example.org",
                    "example.org",
                    "nobody.test",
                    "localhost",
                    "LOCALHOST:80",
                    "[::1]",
                    "[::1]:80",
                    "127.0.0.1",
                    "*",
                    REFUSED_BY_HTTP_2);

    /// What does not depend on how routes are delivered.
    private static final Set<String> COMPARED =
            Set.of("location", "access-control-allow-origin", "x-added", "server");

    private static final String GATEWAY =
            """
            apiVersion: networking.istio.io/v1
            kind: Gateway
            metadata: {name: gw, namespace: default}
            spec:
              selector: {istio: ingressgateway}
              servers:
              - port: {number: 80, name: "http 100%% \\"x\\"", protocol: HTTP}
                hosts: ["*"]
              - port: {number: 8000, name: redirecting, protocol: HTTP}
                hosts: ["*.example.com", "a.example.com", "*.example.org"]
                tls: {httpsRedirect: true}
              - port: {number: 443, name: "HTTPS 1", protocol: HTTPS}
                hosts: ["*"]
                tls: {mode: SIMPLE, credentialName: wildcard}
            """
                    .replace("%%", "%");

    private static final String SECRET =
            """
            apiVersion: v1
            kind: Secret
            metadata: {name: wildcard, namespace: istio-system}
            type: kubernetes.io/tls
            """
                    + TestCertificates.secretData("*.example.com");

    private final DeliveryForm form;
    private final Backends backends = Backends.start("one", 1);
    private LiveGateway whole;
    private LiveGateway byHost;

    ScopedRoutesIT(DeliveryForm form) {
        this.form = form;
    }

    @BeforeEach
    void start() {
        whole = LiveGateway.startWith(NEVER, GATEWAY, SECRET, backends.yaml());
        byHost = form.start(GATEWAY, SECRET, backends.yaml());
    }

    @AfterEach
    void stop() {
        whole.close();
        byHost.close();
        backends.close();
    }

    @Test
    void everyRequestIsAnsweredAsFromAWholeTable() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 4; round++) {
            String[] routes =
                    HOSTS.stream()
                            .filter(_ -> random.nextInt(5) > 0)
                            .map(host -> virtualService(host, random))
                            .toArray(String[]::new);
            whole.apply(routes);
            byHost.apply(routes);
            for (int i = 0; i < REQUESTS / 4; i++) {
                int port = pick(random, List.of(80, 80, 8000, 443));
                GatewayRequest request = request(random);
                HttpVersion version =
                        request.host().equals(REFUSED_BY_HTTP_2)
                                ? HttpVersion.HTTP_1_1
                                : pick(random, List.of(HttpVersion.HTTP_1_1, HttpVersion.HTTP_2));
                assertThat(answer(byHost, port, version, request))
                        .as("seed %d, round %d: %d %s %s", seed, round, port, version, request)
                        .isEqualTo(answer(whole, port, version, request));
            }
        }
    }

    @Test
    void nothingOfTheScopeGoesUpstream() {
        byHost.apply(Yaml.routeTo("exact", "a.example.com", "one"));
        byHost.apply(Yaml.routeTo("wide", "*.example.com", "one"));
        for (String host : List.of("a.example.com", "A.example.com", "b.example.com")) {
            GatewayResponse response =
                    byHost.send(get(host, "/").with("x-gatehouse-scope", "http.80/b.example.com"));
            assertThat(response.status()).as(host).isEqualTo(200);
            assertThat(response.echo().headers().keySet())
                    .as(host)
                    .noneMatch(name -> name.startsWith("x-gatehouse"));
        }
    }

    @Test
    void aHostThatComesOrGoesLeavesNoGap() {
        byHost.apply(Yaml.routeTo("wide", "*.example.com", "one"));
        byHost.apply(Yaml.routeTo("other", "other.example.com", "one"));
        try (Load load = Load.start(byHost.http(), get("a.example.com", "/"))) {
            for (int i = 0; i < 20; i++) {
                byHost.apply(Yaml.routeTo("exact", "a.example.com", "one"));
                load.more(10);
                byHost.delete(Kind.VIRTUAL_SERVICE, "exact");
                load.more(10);
            }
            assertThat(load.stop()).isEmpty();
        }
    }

    @Test
    void growingAndShrinkingPastTheLimitLosesNoRequest() {
        try (LiveGateway gateway =
                LiveGateway.startWith(
                        new DeliveryLimits(5, 5, form == DeliveryForm.HOST_ON_DEMAND),
                        GATEWAY,
                        SECRET,
                        backends.yaml(),
                        Yaml.routeTo("wide", "*.example.com", "one"),
                        Yaml.routeTo("exact", "a.example.com", "one"))) {
            List<String> more =
                    IntStream.range(0, 10)
                            .mapToObj(i -> Yaml.routeTo("h" + i, "h" + i + ".example.org", "one"))
                            .toList();
            List<ObjectKey> keys =
                    IntStream.range(0, 10)
                            .mapToObj(i -> new ObjectKey(Kind.VIRTUAL_SERVICE, "default", "h" + i))
                            .toList();
            try (Load exact = Load.start(gateway.http(), get("a.example.com", "/"));
                    Load wide =
                            Load.start(gateway.https("b.example.com"), get("b.example.com", "/"))) {
                for (int i = 0; i < 5; i++) {
                    gateway.change(more, List.of());
                    LiveGateway.awaitStatus(gateway.http(), "h9.example.org", "/", 200);
                    exact.more(10);
                    wide.more(10);
                    gateway.change(List.of(), keys);
                    LiveGateway.awaitStatus(gateway.http(), "h9.example.org", "/", 404);
                    exact.more(10);
                    wide.more(10);
                }
                assertThat(exact.stop()).isEmpty();
                assertThat(wide.stop()).isEmpty();
            }
        }
    }

    private static String virtualService(String host, Random random) {
        List<String> rules = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            rules.add(match(random) + action(host + " " + i, random));
        }
        return Yaml.virtualService(
                host.replace("*", "any").replace(".", "-"), host, String.join("\n", rules));
    }

    private static String match(Random random) {
        return pick(
                random,
                List.of(
                        "- match: [{uri: {prefix: /a}}]\n  ",
                        "- match: [{uri: {exact: /b}}, {headers: {x-kind: {exact: k}}}]\n  ",
                        "- match: [{queryParams: {q: {exact: '1'}}}]\n  ",
                        "- "));
    }

    private static String action(String name, Random random) {
        String answer = "directResponse: {status: 200, body: {string: '%s'}}".formatted(name);
        String route = "route: [{destination: {host: one}}]";
        return pick(
                random,
                List.of(
                        answer,
                        answer,
                        "headers: {response: {set: {x-added: '%s'}}}\n  ".formatted(name) + route,
                        "redirect: {authority: other.test}",
                        "fault: {abort: {httpStatus: 418, percentage: {value: 100}}}\n  " + route,
                        "corsPolicy: {allowOrigins: [{exact: 'https://a.test'}]}\n  " + route,
                        "route: [{destination: {host: missing}}]"));
    }

    private static GatewayRequest request(Random random) {
        GatewayRequest request =
                get(
                        pick(random, ASKED),
                        pick(random, List.of("/", "/a", "/a/x", "/b", "/c?q=1", "/%41")));
        if (random.nextInt(3) == 0) {
            request = request.with("x-kind", "k").with("origin", "https://a.test");
        }
        return random.nextInt(5) == 0
                ? request.with("x-gatehouse-scope", "http.80/a.example.com")
                : request;
    }

    private static String answer(
            LiveGateway gateway, int port, HttpVersion version, GatewayRequest request) {
        GatewayClient client =
                port == 443
                        ? gateway.https("a.example.com")
                        : GatewayClient.plain(gateway.port(port));
        try {
            GatewayResponse response = client.speaking(version).send(request);
            SortedMap<String, List<String>> headers = new TreeMap<>(response.headers());
            headers.keySet().retainAll(COMPARED);
            String body = response.body().startsWith("{") ? "echo" : response.body();
            return response.status() + " " + headers + " " + body;
        } catch (IOException _) {
            return "closed";
        }
    }

    private static <T> T pick(Random random, List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
