// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/// What can go wrong between Gatehouse and a real API server. `-Dfaults.away=PT1M` has the API
/// server away for longer.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ClusterFaultsIT {
    private static final Duration AWAY = Duration.parse(System.getProperty("faults.away", "PT0S"));
    private static final Duration PATIENCE = AWAY.plusSeconds(60);
    private static final int MANY = 5000;
    private static final String GATEWAY = "http://127.0.0.1:8080/";

    private static final Pattern ROUTE_UPDATES =
            Pattern.compile("(?m)^http\\..*\\.scoped_rds\\..*\\.update_success: (\\d+)$");

    @TempDir private static Path directory;
    private static TestCluster cluster;
    private static ServeProcess serve;
    private static HandEnvoy envoy;

    /// Of the kinds that Gatehouse reads one is not installed, and another one not allowed.
    @BeforeAll
    static void start() {
        cluster = TestCluster.start("faults", directory);
        cluster.apply(
                """
                {apiVersion: v1, kind: Namespace, metadata: {name: istio-system}}
                ---
                {apiVersion: v1, kind: ServiceAccount, metadata: {name: istio-ingressgateway, namespace: istio-system}}
                ---
                {apiVersion: v1, kind: ServiceAccount, metadata: {name: gatehouse, namespace: istio-system}}
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: istio-ingressgateway, namespace: istio-system}
                spec:
                  type: LoadBalancer
                  selector: {istio: ingressgateway}
                  ports: [{name: http2, port: 80, targetPort: 8080}]
                ---
                apiVersion: networking.istio.io/v1
                kind: Gateway
                metadata: {name: gateway, namespace: default}
                spec:
                  selector: {istio: ingressgateway}
                  servers: [{port: {number: 80, name: http, protocol: HTTP}, hosts: ["*"]}]
                """);
        cluster.kubectl("delete", "crd", "virtualservices.networking.istio.io");
        cluster.apply(access().replace("destinationrules, ", ""));
        serve = ServeProcess.start(cluster, directory, "serve");
        envoy = HandEnvoy.start(cluster::inside, directory);
    }

    private static String access() {
        return Command.of(
                        "conformance/cluster",
                        "helm",
                        "template",
                        "gatehouse",
                        "deploy/helm/gatehouse",
                        "--namespace",
                        "istio-system",
                        "--show-only",
                        "templates/control-plane/access.yaml")
                .succeed();
    }

    @AfterAll
    static void stop() {
        if (envoy != null) {
            envoy.close();
        }
        if (serve != null) {
            serve.close();
        }
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    @Order(1)
    void aKindThatIsNotInstalledIsToldAndServedOnceItIs() throws IOException {
        assertThat(serve.findings()).contains("GH0110", "the API server has no virtualservices");
        assertThat(serve.log()).contains("the API server has no virtualservices");
        assertThat(serve.metrics()).contains("gatehouse_findings{code=\"GH0110\"");
        awaitAnswer("page", "404");

        cluster.apply(Command.of("conformance/cluster", "crds", "istio").succeed());
        cluster.apply(
                Files.readString(
                        Command.ROOT.resolve("deploy/helm/gatehouse/crds/httppolicies.yaml")));
        page("page", "one");
        awaitAnswer("page", "one200");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(serve.findings()).doesNotContain("GH0110"));
    }

    @Test
    @Order(2)
    void aKindThatIsDeniedIsToldByNameAndServedOnceItIsGranted() {
        cluster.apply(
                """
                apiVersion: networking.istio.io/v1
                kind: ServiceEntry
                metadata: {name: envoy, namespace: default}
                spec:
                  hosts: [envoy.example.com]
                  location: MESH_EXTERNAL
                  resolution: STATIC
                  ports: [{number: 80, name: http, protocol: HTTP}]
                  endpoints: [{address: 127.0.0.1, ports: {http: 15000}}]
                ---
                apiVersion: networking.istio.io/v1
                kind: DestinationRule
                metadata: {name: envoy, namespace: default}
                spec:
                  host: envoy.example.com
                  subsets: [{name: all}]
                ---
                apiVersion: networking.istio.io/v1
                kind: VirtualService
                metadata: {name: subset, namespace: default}
                spec:
                  hosts: [subset.example.com]
                  gateways: [gateway]
                  http:
                  - rewrite: {uri: /ready}
                    route: [{destination: {host: envoy.example.com, subset: all}}]
                """);
        awaitAnswer("subset", "503");
        awaitAnswer("page", "one200");
        assertThat(serve.findings())
                .contains("GH0111", "may not list and watch destinationrules")
                .doesNotContain("may not list and watch serviceentries");
        assertThat(serve.log()).contains("may not list and watch destinationrules");
        assertThat(serve.metrics()).contains("gatehouse_findings{code=\"GH0111\"");

        cluster.apply(access());
        awaitAnswer("subset", "LIVE\n200");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(serve.findings()).doesNotContain("GH0111"));
    }

    @Test
    @Order(3)
    void trafficGoesOnWithoutTheApiServerAndTheFirstChangeAfterwardsIsServed() {
        try (ClusterLoad load = load()) {
            cluster.apiServer("stop");
            Instant since = Instant.now();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(serve.findings()).contains("GH0112"));
            assertThat(serve.log()).contains("cannot list or watch");
            int before = load.answered();
            await().atMost(PATIENCE)
                    .until(() ->
                            load.answered() > before + 20
                                    && Instant.now().isAfter(since.plus(AWAY)));

            cluster.apiServer("start");
            await().atMost(PATIENCE).untilAsserted(() -> page("page", "two"));
            awaitAnswer("page", "two200");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(serve.findings()).doesNotContain("GH0112"));
            assertThat(load.stop()).hasSizeGreaterThan(20).containsOnly("200");
        }
    }

    @Test
    @Order(4)
    void whatHappenedWhileAWatchExpiredIsServed() {
        page("going", "here");
        awaitAnswer("going", "here200");
        String watched =
                cluster.kubectl(
                        "get",
                        "virtualservice",
                        "going",
                        "-o",
                        "jsonpath={.metadata.resourceVersion}");

        serve.pause();
        cluster.kubectl("delete", "virtualservice", "going");
        page("page", "three");
        page("coming", "new");
        cluster.apiServer("stop");
        await().atMost(PATIENCE).until(() -> !isReady());
        cluster.apiServer("start");
        await().atMost(PATIENCE).until(ClusterFaultsIT::isReady);
        assertThat(
                        cluster.kubectl(
                                "get",
                                "--raw",
                                "/apis/networking.istio.io/v1/virtualservices?watch=true&timeoutSeconds=1&resourceVersion="
                                        + watched))
                .contains("\"code\":410");
        serve.resume();

        awaitAnswer("page", "three200");
        awaitAnswer("coming", "new200");
        awaitAnswer("going", "404");
    }

    @Test
    @Order(5)
    void fiveThousandVirtualServicesAreServedAtOnce() {
        serve.close();
        cluster.insideJava(
                        ManyVirtualServices.class,
                        List.of(),
                        cluster.kubeconfig(),
                        String.valueOf(MANY))
                .succeed();
        int before = routeUpdates();
        try (ClusterLoad load = load()) {
            serve = ServeProcess.start(cluster, directory, "serve-many");
            awaitAnswer("many-4999", "4999200");
            assertThat(envoyAdmin("/config_dump?resource=dynamic_scoped_route_configs"))
                    .satisfies(dump ->
                            assertThat(
                                            Pattern.compile("\"many-\\d+\\.example\\.com\"")
                                                    .matcher(dump)
                                                    .results()
                                                    .map(MatchResult::group)
                                                    .distinct()
                                                    .count())
                                    .isEqualTo(MANY));
            assertThat(routeUpdates()).as("of no part of them").isEqualTo(before + 1);
            assertThat(load.stop()).containsOnly("200");
        }
        page("page", "four");
        awaitAnswer("page", "four200");
    }

    private static ClusterLoad load() {
        return new ClusterLoad(cluster, directory, "page.example.com", GATEWAY);
    }

    private static boolean isReady() {
        return cluster.tryKubectl("get", "--raw", "/readyz").succeeded();
    }

    private static int routeUpdates() {
        return ROUTE_UPDATES
                .matcher(envoyAdmin("/stats?filter=scoped_rds"))
                .results()
                .mapToInt(result -> Integer.parseInt(result.group(1)))
                .sum();
    }

    private static String envoyAdmin(String path) {
        return cluster.inside("curl", "-sSf", "http://" + HandEnvoy.ADMIN + path).succeed();
    }

    /// A VirtualService whose host answers with a text.
    private static void page(String name, String text) {
        cluster.apply(
                """
                apiVersion: networking.istio.io/v1
                kind: VirtualService
                metadata: {name: %1$s, namespace: default}
                spec:
                  hosts: [%1$s.example.com]
                  gateways: [gateway]
                  http: [{directResponse: {status: 200, body: {string: %2$s}}}]
                """
                        .formatted(name, text));
    }

    /// @param text body and status
    private static void awaitAnswer(String name, String text) {
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(
                                        cluster.inside(
                                                        "curl",
                                                        "-s",
                                                        "-w",
                                                        "%{http_code}",
                                                        "-H",
                                                        "Host: " + name + ".example.com",
                                                        GATEWAY)
                                                .run()
                                                .out())
                                .endsWith(text));
    }
}
