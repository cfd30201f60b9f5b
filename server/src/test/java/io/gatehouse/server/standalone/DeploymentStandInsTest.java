// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.config.FindingCode;
import io.gatehouse.config.Severity;
import io.gatehouse.config.core.EndpointSlice;
import io.gatehouse.config.core.Pod;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class DeploymentStandInsTest {
    private static final String DEPLOYMENT =
            """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: shop}
            spec:
              replicas: 2
              selector: {matchLabels: {app: shop}}
              template:
                metadata: {labels: {app: shop, version: v1}}
                spec: {containers: [{name: shop, image: shop}]}
            """;
    private static final String SERVICE =
            """
            apiVersion: v1
            kind: Service
            metadata: {name: shop-service}
            spec:
              selector: {app: shop}
              ports:
                - {name: http, port: 80, targetPort: 8080, appProtocol: http}
                - {name: admin, port: 81}
                - {name: dns, port: 53, protocol: UDP}
            """;
    private static final String POD =
            """
            apiVersion: v1
            kind: Pod
            metadata: {name: shop-1, labels: {app: shop}}
            spec: {containers: [{name: shop}]}
            """;
    private static final String SLICE =
            """
            apiVersion: discovery.k8s.io/v1
            kind: EndpointSlice
            metadata: {name: shop-1, labels: {kubernetes.io/service-name: shop-service}}
            addressType: IPv4
            endpoints: [{addresses: [127.0.0.1]}]
            ports: [{name: http, port: 1}]
            """;

    private final DeploymentStandIns standIns = new DeploymentStandIns(Clock.systemUTC());

    @AfterEach
    void close() {
        standIns.close();
    }

    @Test
    void runsAServerForEachReplica() throws Exception {
        Supplement.Supply supply = standIns.supply(Defined.defined(DEPLOYMENT, SERVICE));
        List<Pod> pods = of(supply, Pod.class);
        List<EndpointSlice> slices = of(supply, EndpointSlice.class);

        assertThat(pods).hasSize(2);
        assertThat(pods.get(0).metadata().name()).matches("shop-[0-9a-f]{8}-0");
        assertThat(pods.get(1).metadata().name()).matches("shop-[0-9a-f]{8}-1");
        for (int i = 0; i < 2; i++) {
            Pod pod = pods.get(i);
            EndpointSlice slice = slices.get(i);
            assertThat(pod.metadata().namespace()).isEqualTo("default");
            assertThat(pod.metadata().labels()).containsEntry("version", "v1");
            assertThat(pod.status().orElseThrow().podIP()).isEqualTo("127.0.0.1");
            assertThat(slice.metadata().labels())
                    .containsEntry("kubernetes.io/service-name", "shop-service");
            assertThat(slice.endpoints().getFirst().addresses()).containsExactly("127.0.0.1");
            assertThat(slice.ports())
                    .extracting(port -> port.name().orElseThrow())
                    .containsExactly("http", "admin");
            assertThat(answer(slice)).contains("Server name: " + pod.metadata().name() + "\n");
        }
        assertThat(supply.findings())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.code()).isEqualTo(FindingCode.STAND_IN);
                    assertThat(finding.severity()).isEqualTo(Severity.INFO);
                    assertThat(finding.message()).contains("2 servers");
                });
    }

    @Test
    void changesNothingWithoutNeed() {
        Supplement.Supply first = standIns.supply(Defined.defined(DEPLOYMENT, SERVICE));
        assertThat(standIns.supply(Defined.defined(DEPLOYMENT, SERVICE))).isEqualTo(first);
        Supplement.Supply more =
                standIns.supply(
                        Defined.defined(DEPLOYMENT.replace("replicas: 2", "replicas: 3"), SERVICE));
        assertThat(more.objects()).hasSize(6).containsAll(first.objects());
    }

    @Test
    void namesPodsAnewWithAnotherTemplate() {
        Supplement.Supply first = standIns.supply(Defined.defined(DEPLOYMENT, SERVICE));
        Supplement.Supply second =
                standIns.supply(Defined.defined(DEPLOYMENT.replace("v1}", "v2}"), SERVICE));
        assertThat(second.objects()).hasSize(4).doesNotContainAnyElementsOf(first.objects());
    }

    @Test
    void goesOnAnsweringForAWhileAfterTheDeploymentHasGone() throws Exception {
        EndpointSlice slice =
                of(standIns.supply(Defined.defined(DEPLOYMENT, SERVICE)), EndpointSlice.class)
                        .getFirst();
        assertThat(standIns.supply(Defined.defined(SERVICE))).isEqualTo(Supplement.Supply.NOTHING);
        assertThat(answer(slice)).contains("Server name");

        standIns.close();
        await().until(() -> !answers(slice));
    }

    @Test
    void leavesAloneWhatRuns() {
        assertThat(standIns.supply(Defined.defined(DEPLOYMENT, SERVICE, POD)))
                .isEqualTo(Supplement.Supply.NOTHING);
        assertThat(standIns.supply(Defined.defined(DEPLOYMENT, SERVICE, SLICE)))
                .isEqualTo(Supplement.Supply.NOTHING);
        String none = DEPLOYMENT.replace("replicas: 2", "replicas: 0");
        assertThat(standIns.supply(Defined.defined(none, SERVICE)))
                .isEqualTo(Supplement.Supply.NOTHING);
    }

    @Test
    void doesNotMistakeOthersForItsOwn() {
        String elsewhere = "metadata: {namespace: other, name: shop";
        DefinedObjects defined =
                Defined.defined(
                        DEPLOYMENT,
                        SERVICE,
                        POD.replace("metadata: {name: shop", elsewhere),
                        SLICE.replace("metadata: {name: shop", elsewhere),
                        SLICE.replace("shop-service", "other-service"));
        assertThat(standIns.supply(defined).objects()).hasSize(4);
    }

    @Test
    void standsInForNoGateway() {
        String gateway =
                DEPLOYMENT
                        .replace("{app: shop, version: v1}", "{istio: ingressgateway}")
                        .replace("{app: shop}", "{istio: ingressgateway}")
                        .replace("{name: shop, image", "{name: istio-proxy, image");
        assertThat(standIns.supply(Defined.defined(gateway, Defined.INGRESS_GATEWAY)))
                .isEqualTo(Supplement.Supply.NOTHING);
    }

    @Test
    void boundsTheNumberOfServers() {
        String many = DEPLOYMENT.replace("replicas: 2", "replicas: 5000");
        assertThat(of(standIns.supply(Defined.defined(many)), Pod.class)).hasSize(50);
    }

    @Test
    void withoutThemTheUserIsTold() {
        Supplement warnings = new IdleDeploymentWarnings();
        Supplement.Supply supply = warnings.supply(Defined.defined(DEPLOYMENT, SERVICE));
        assertThat(supply.objects()).isEmpty();
        assertThat(supply.findings())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.code()).isEqualTo(FindingCode.NOTHING_RUNS);
                    assertThat(finding.message()).contains("shop-service", "--dev");
                });
        assertThat(warnings.supply(Defined.defined(DEPLOYMENT)))
                .isEqualTo(Supplement.Supply.NOTHING);
        assertThat(warnings.supply(Defined.defined(DEPLOYMENT, SERVICE, SLICE)))
                .isEqualTo(Supplement.Supply.NOTHING);
    }

    private static <T> List<T> of(Supplement.Supply supply, Class<T> type) {
        return supply.objects().stream().filter(type::isInstance).map(type::cast).toList();
    }

    private static boolean answers(EndpointSlice slice) throws InterruptedException {
        try {
            return !answer(slice).isEmpty();
        } catch (java.io.IOException _) {
            return false;
        }
    }

    private static String answer(EndpointSlice slice)
            throws java.io.IOException, InterruptedException {
        int port = slice.ports().getFirst().port().orElseThrow();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port)).build();
            return client.send(request, BodyHandlers.ofString()).body();
        }
    }
}
