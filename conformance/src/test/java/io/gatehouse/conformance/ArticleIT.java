// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
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
                                "deploy/helm/gatehouse")
                        .succeed());
        for (String deployment : new String[] {"gatehouse", "istio-ingressgateway"}) {
            cluster.kubectl(
                    "rollout",
                    "status",
                    "deployment/" + deployment,
                    "-n",
                    "istio-system",
                    "--timeout=180s");
        }
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
    void theSecretOfKubectlServesHttps() throws IOException {
        Path resources = Command.ROOT.resolve("server/src/test/resources/certificates");
        cluster.kubectl(
                "create",
                "secret",
                "tls",
                "my-tls-secret",
                "--cert=" + resources.resolve("tls.crt"),
                "--key=" + resources.resolve("tls.key"));
        String address = externalAddress();
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(
                                        curl(
                                                "-k",
                                                "--resolve",
                                                HOST + ":443:" + address,
                                                "https://" + HOST + "/"))
                                .contains("Server name: my-app-deployment-"));
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
