// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/// The article's commands, in its order.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ArticleIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String HOST = "myapp.example.com";
    private static final Pattern ADDRESS =
            Pattern.compile(
                    "istio-ingressgateway +LoadBalancer +\\S+ +(\\d+\\.\\d+\\.\\d+\\.\\d+) ");

    @TempDir private static Path directory;
    private static TestCluster cluster;

    @BeforeAll
    static void start() {
        cluster = TestCluster.start("article", directory);
    }

    @AfterAll
    static void stop() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    @Order(1)
    void theChartInstallsControlPlaneAndGateway() {
        cluster.kubectl("create", "namespace", "istio-system");
        cluster.apply(
                Command.of(
                                "conformance/cluster",
                                "helm",
                                "template",
                                "gatehouse",
                                "deploy/helm/gatehouse",
                                "--include-crds")
                        .succeed());
        awaitRollout("gatehouse");
        awaitRollout("istio-ingressgateway");
    }

    @Test
    @Order(2)
    void theArticlesObjectsAnswerAtTheExternalAddress() throws IOException {
        for (String file : new String[] {"my-app.yaml", "my-gateway.yaml"}) {
            cluster.apply(Files.readString(Command.ROOT.resolve("examples/my-app").resolve(file)));
        }
        String address = externalAddress();
        awaitAnswer("http://" + address + "/", "Server name: my-app-deployment-");
        assertThat(
                        curl(
                                "-o",
                                "/dev/null",
                                "-w",
                                "%{http_code}",
                                "-H",
                                "Host: other.example.com",
                                "http://" + address + "/"))
                .isEqualTo("404");
    }

    @Test
    @Order(3)
    void theSecretOfKubectlServesHttps() {
        KeyPairFiles pair = KeyPairFiles.write(directory, HOST);
        cluster.kubectl(
                "create",
                "secret",
                "tls",
                "my-tls-secret",
                "--cert=" + pair.certificate(),
                "--key=" + pair.key());
        awaitHttps("", "Server name: my-app-deployment-");
        awaitHttps("%{certs}", pair.pem().strip());
    }

    @Test
    @Order(4)
    void aReplacedSecretIsServed() {
        KeyPairFiles pair = KeyPairFiles.write(directory, HOST);
        String secret =
                cluster.kubectl(
                        "create",
                        "secret",
                        "tls",
                        "my-tls-secret",
                        "--cert=" + pair.certificate(),
                        "--key=" + pair.key(),
                        "--dry-run=client",
                        "-o",
                        "yaml");
        cluster.replace(secret);
        awaitHttps("%{certs}", pair.pem().strip());
    }

    @Test
    @Order(5)
    void aCanaryTakesItsShare() throws IOException {
        for (String file : new String[] {"apps.yaml", "gateway.yaml", "canary.yaml"}) {
            cluster.apply(Files.readString(Command.ROOT.resolve("examples/canary").resolve(file)));
        }
        String url = "http://" + externalAddress() + "/";
        await().atMost(PATIENCE)
                .untilAsserted(() -> {
                    String answers =
                            cluster.inside(
                                            "bash",
                                            "-c",
                                            "for i in $(seq 40); do curl -sS -H 'Host: shop.example.com' $1; done",
                                            "canary",
                                            url)
                                    .succeed();
                    assertThat(answers).contains("Server name: shop-v1-", "Server name: shop-v2-");
                });
    }

    @Test
    @Order(6)
    void statusTellsWhatBecameOfTheObjects() {
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(conditions("virtualservice", "my-app-virtualservice"))
                                .contains("Accepted=True"));
    }

    @Test
    @Order(7)
    void noRequestIsLostWhileGatewaysAndControlPlanesComeAndGo() {
        String url = "http://" + externalAddress() + "/";
        try (ClusterLoad load = new ClusterLoad(cluster, directory, HOST, url)) {
            scale(3);
            cluster.kubectl("rollout", "restart", "deployment/gatehouse", "-n", "istio-system");
            awaitRollout("gatehouse");
            int before = load.answered();
            await().atMost(PATIENCE).until(() -> load.answered() > before + 20);
            scale(1);
            assertThat(load.stop()).hasSizeGreaterThan(50).containsOnly("200");
        }
    }

    @Test
    @Order(8)
    void aPolicyThatCannotBeIsRefused() {
        assertThat(apply(policy("bodyLimit: {maxBytes: 0}")).err())
                .contains("spec.bodyLimit.maxBytes");
        assertThat(
                        apply(policy("selector: {matchLabels: {a: b}}\n  bodyLimit: {maxBytes: 1}"))
                                .err())
                .contains("selector and targetRefs exclude each other");
        assertThat(apply(policy("ipAccess: {allow: [nowhere]}")).err())
                .contains("admission webhook", "GH0103 spec.ipAccess.allow[0]");
        assertThat(cluster.kubectl("get", "httppolicies", "-o", "name")).isEmpty();
    }

    @Test
    @Order(9)
    void aPolicyHoldsAndTellsWhatBecameOfIt() {
        Command.Outcome applied =
                apply(
                        policy("maintenance: {body: be right back}")
                                .replace(
                                        "targetRefs: [",
                                        "targetRefs: [{kind: VirtualService, name: none}, "));
        assertThat(applied.succeeded()).as(applied.err()).isTrue();
        assertThat(applied.err()).contains("Warning: GH1201 spec.targetRefs[0]");
        awaitAnswer("http://" + externalAddress() + "/", "be right back");
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(conditions("httppolicy", "shop"))
                                .contains("Accepted=True", "Programmed=True"));

        cluster.kubectl("delete", "httppolicy", "shop");
        awaitAnswer("http://" + externalAddress() + "/", "Server name: my-app-deployment-");
    }

    private static String policy(String feature) {
        return """
        apiVersion: gatehouse.io/v1alpha1
        kind: HttpPolicy
        metadata: {name: shop}
        spec:
          targetRefs: [{kind: VirtualService, name: my-app-virtualservice}]
          %s
        """
                .formatted(feature);
    }

    private static Command.Outcome apply(String yaml) {
        try {
            Path file = Files.writeString(directory.resolve("policy.yaml"), yaml);
            return cluster.tryKubectl("apply", "-f", file.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String conditions(String kind, String name) {
        return cluster.kubectl(
                "get",
                kind,
                name,
                "-o",
                "jsonpath={range .status.conditions[*]}{.type}={.status} {end}");
    }

    private static void scale(int replicas) {
        cluster.kubectl(
                "scale",
                "deployment/istio-ingressgateway",
                "--replicas=" + replicas,
                "-n",
                "istio-system");
        awaitRollout("istio-ingressgateway");
        await().atMost(PATIENCE)
                .until(() ->
                        cluster.kubectl(
                                                "get",
                                                "pods",
                                                "-n",
                                                "istio-system",
                                                "-l",
                                                "istio=ingressgateway",
                                                "-o",
                                                "name")
                                        .lines()
                                        .count()
                                == replicas);
    }

    private static void awaitRollout(String deployment) {
        cluster.kubectl(
                "rollout",
                "status",
                "deployment/" + deployment,
                "-n",
                "istio-system",
                "--timeout=180s");
    }

    private static void awaitHttps(String format, String text) {
        String address = externalAddress();
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(
                                        curl(
                                                "-k",
                                                "-w",
                                                format,
                                                "--resolve",
                                                HOST + ":443:" + address,
                                                "https://" + HOST + "/"))
                                .contains(text));
    }

    private static String externalAddress() {
        String services =
                cluster.kubectl("get", "svc", "istio-ingressgateway", "-n", "istio-system");
        Matcher address = ADDRESS.matcher(services);
        assertThat(address.find()).as(services).isTrue();
        return address.group(1);
    }

    private static void awaitAnswer(String url, String text) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(curl("-H", "Host: " + HOST, url)).contains(text));
    }

    private static String curl(String... arguments) {
        return cluster.inside("curl", "-sS", "--max-time", "10").with(arguments).succeed();
    }
}
