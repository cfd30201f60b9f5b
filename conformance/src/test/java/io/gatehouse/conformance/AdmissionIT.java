// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/// What kubectl is told when an object is written, by a real API server.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AdmissionIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String CONFIGURATION =
            "validatingwebhookconfiguration/gatehouse-validator-istio-system";
    private static final String GATEWAY =
            """
            apiVersion: networking.istio.io/v1
            kind: Gateway
            metadata: {name: shop}
            spec:
              selector: {istio: ingressgateway}
              servers:
                - port: {number: 80, name: http, protocol: HTTP}
                  hosts: [shop.example.com]
            """;
    private static final String ROUTE =
            """
            apiVersion: networking.istio.io/v1
            kind: VirtualService
            metadata: {name: shop}
            spec:
              hosts: [shop.example.com]
              gateways: [shop]
              http:
                - route: [{destination: {host: kubernetes, port: {number: 443}}}]
            """;

    /// The schema of the kind knows nothing of what Envoy takes as a command.
    private static final String BAD_ROUTE =
            ROUTE.replace(
                    "- route:", "- headers: {request: {set: {x-user: \"%USER%\"}}}\n      route:");

    @TempDir private static Path directory;
    private static TestCluster cluster;

    @BeforeAll
    static void start() {
        cluster = TestCluster.start("admission", directory);
        cluster.kubectl("create", "namespace", "istio-system");
        cluster.apply(
                Command.of(
                                "conformance/cluster",
                                "helm",
                                "template",
                                "gatehouse",
                                "deploy/helm/gatehouse",
                                "--set=controlPlane.replicas=1")
                        .succeed());
        for (String deployment : List.of("gatehouse", "istio-ingressgateway")) {
            cluster.kubectl(
                    "rollout",
                    "status",
                    "deployment/" + deployment,
                    "-n",
                    "istio-system",
                    "--timeout=180s");
        }
    }

    @AfterAll
    static void stop() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    @Order(1)
    void theApiServerTrustsTheControlPlaneAgainWhenTheAuthorityIsBlanked() {
        awaitAuthority();
        cluster.kubectl(
                "patch",
                CONFIGURATION,
                "--type=json",
                "-p=[{\"op\": \"remove\", \"path\": \"/webhooks/0/clientConfig/caBundle\"}]");
        awaitAuthority();
    }

    @Test
    @Order(2)
    void whatCannotBeUsedIsRefused() {
        // The API server takes up another CA a moment after it has stored it.
        await().atMost(PATIENCE)
                .untilAsserted(() -> {
                    Command.Outcome refused = apply(BAD_ROUTE);
                    assertThat(refused.succeeded()).as(refused.out() + refused.err()).isFalse();
                    assertThat(refused.err())
                            .contains(
                                    "admission webhook \"validation.gatehouse.io\" denied the request",
                                    "GH0103 spec.http[0].headers.request.set",
                                    "%USER%");
                });
        assertThat(cluster.kubectl("get", "virtualservices", "-o", "name")).isEmpty();
    }

    @Test
    @Order(3)
    void aRouteBeforeItsGatewayIsStoredWithAWarning() {
        Command.Outcome route = apply(ROUTE);
        assertThat(route.succeeded()).as(route.err()).isTrue();
        assertThat(route.err())
                .contains("Warning: GH0301 spec.gateways[0]: there is no Gateway default/shop");
    }

    @Test
    @Order(4)
    void whatIsGoodPassesWithoutAWord() {
        assertThat(apply(GATEWAY))
                .returns("", Command.Outcome::err)
                .returns(true, Command.Outcome::succeeded);
        await().atMost(PATIENCE)
                .untilAsserted(() -> {
                    cluster.tryKubectl("delete", "virtualservice", "shop");
                    assertThat(apply(ROUTE))
                            .returns("", Command.Outcome::err)
                            .returns(true, Command.Outcome::succeeded);
                });
    }

    @Test
    @Order(5)
    void withoutAControlPlaneObjectsAreStoredAllTheSame() {
        cluster.kubectl("scale", "deployment/gatehouse", "--replicas=0", "-n", "istio-system");
        cluster.kubectl(
                "wait", "pods", "-l", "app=gatehouse", "-n", "istio-system", "--for=delete");
        Command.Outcome bad = apply(BAD_ROUTE.replace("name: shop}", "name: bad}"));
        assertThat(bad.succeeded()).as(bad.err()).isTrue();
    }

    private static Command.Outcome apply(String yaml) {
        try {
            Path file = Files.writeString(directory.resolve("objects.yaml"), yaml);
            return cluster.tryKubectl("apply", "-f", file.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void awaitAuthority() {
        await().atMost(PATIENCE)
                .untilAsserted(() -> {
                    String bundle =
                            cluster.kubectl(
                                    "get",
                                    CONFIGURATION,
                                    "-o",
                                    "jsonpath={.webhooks[0].clientConfig.caBundle}");
                    assertThat(
                                    new String(
                                            Base64.getDecoder().decode(bundle),
                                            StandardCharsets.US_ASCII))
                            .startsWith("-----BEGIN CERTIFICATE-----");
                });
    }
}
