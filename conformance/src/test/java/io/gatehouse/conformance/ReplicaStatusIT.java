// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/// What is written on objects where the proxies are spread over the replicas of the control plane,
/// and what a replica that is new knows.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ReplicaStatusIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String LIVE = "Programmed=True: live on 3/3 proxies";
    private static final String BROKEN =
            "Programmed=False: the version before is live on 3/3 proxies";
    private static final String VIRTUAL_SERVICE = "virtualservice/my-app-virtualservice";
    private static final String GATEWAY = "gateway/my-gateway";

    @TempDir private static Path directory;
    private static TestCluster cluster;

    @BeforeAll
    static void start() throws IOException {
        cluster = TestCluster.start("replicas", directory);
        cluster.kubectl("create", "namespace", "istio-system");
        cluster.apply(chart("--set", "gateway.enabled=false"));
        awaitRollout("gatehouse");
        cluster.apply(
                chart("--set", "gateway.replicas=3", "--set", "gateway.autoscaling.enabled=false"));
        for (String file : List.of("my-app.yaml", "my-gateway.yaml")) {
            cluster.apply(Files.readString(Command.ROOT.resolve("examples/my-app").resolve(file)));
        }
        awaitRollout("istio-ingressgateway");
    }

    @AfterAll
    static void stop() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    @Order(1)
    void theProxiesOfBothReplicasAreCounted() {
        await().atMost(PATIENCE).until(ReplicaStatusIT::areSpread);

        awaitStatus(GATEWAY, LIVE);
        awaitStatus(VIRTUAL_SERVICE, LIVE);
        assertThat(cluster.kubectl("get", VIRTUAL_SERVICE, "-o", "yaml"))
                .contains("message: live on 3/3 proxies", "observedGeneration: 1");
    }

    @Test
    @Order(2)
    void whoFollowsAKilledLeaderCountsThemToo() {
        String leader = leader();
        cluster.kubectl(
                "delete", "pod", leader, "-n", "istio-system", "--grace-period=0", "--force");
        await().atMost(PATIENCE).until(() -> !leader().equals(leader));
        awaitRollout("gatehouse");
        cluster.kubectl(
                "patch",
                VIRTUAL_SERVICE,
                "--type=json",
                "-p",
                """
                [{"op": "add", "path": "/spec/http/0/headers",
                  "value": {"response": {"set": {"x-version": "2"}}}}]\
                """);

        awaitStatus(VIRTUAL_SERVICE, "2 Accepted=");
        awaitStatus(VIRTUAL_SERVICE, LIVE);
        awaitStatus(GATEWAY, LIVE);
    }

    /// All replicas are replaced, and then all proxies, while an object is broken.
    @Test
    @Order(3)
    void newReplicasServeWhatTheOthersServed() {
        cluster.kubectl("delete", "validatingwebhookconfiguration", "--all");
        cluster.kubectl(
                "patch",
                VIRTUAL_SERVICE,
                "--type=json",
                "-p",
                """
                [{"op": "add", "path": "/spec/http/0/match", "value": [{"uri": {"regex": "("}}]}]\
                """);
        awaitStatus(VIRTUAL_SERVICE, BROKEN);

        cluster.kubectl("rollout", "restart", "deployment/gatehouse", "-n", "istio-system");
        awaitRollout("gatehouse");
        cluster.kubectl(
                "delete", "pod", "-n", "istio-system", "-l", "istio=ingressgateway", "--now");
        awaitRollout("istio-ingressgateway");
        awaitStatus(VIRTUAL_SERVICE, BROKEN);
        for (String address : addresses("istio=ingressgateway")) {
            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(
                                            cluster.inside(
                                                            "curl",
                                                            "-sS",
                                                            "-D-",
                                                            "-H",
                                                            "Host: myapp.example.com",
                                                            "http://" + address + ":8080/")
                                                    .run()
                                                    .out())
                                    .contains("200 OK", "x-version: 2"));
        }
    }

    /// Where one replica has all proxies, others are made until it has not.
    private static boolean areSpread() {
        SortedMap<String, Integer> proxies = proxies();
        int all = proxies.values().stream().mapToInt(Integer::intValue).sum();
        if (proxies.size() == 2 && all == 3 && proxies.containsValue(0)) {
            cluster.kubectl(
                    "delete", "pod", "-n", "istio-system", "-l", "istio=ingressgateway", "--now");
            awaitRollout("istio-ingressgateway");
        }
        return proxies.size() == 2 && all == 3 && !proxies.containsValue(0);
    }

    /// How many are connected to each replica.
    private static SortedMap<String, Integer> proxies() {
        SortedMap<String, Integer> counts = new TreeMap<>();
        for (String address : addresses("app=gatehouse")) {
            String metrics =
                    cluster.inside("curl", "-sS", "http://" + address + ":15014/metrics").succeed();
            metrics.lines()
                    .filter(line -> line.startsWith("gatehouse_proxies_connected "))
                    .map(line -> line.substring(line.indexOf(' ') + 1))
                    .forEach(value -> counts.put(address, (int) Double.parseDouble(value)));
        }
        return counts;
    }

    private static List<String> addresses(String label) {
        return List.of(
                cluster.kubectl(
                                "get",
                                "pods",
                                "-n",
                                "istio-system",
                                "-l",
                                label,
                                "-o",
                                "jsonpath={.items[*].status.podIP}")
                        .split(" ", -1));
    }

    private static String leader() {
        String holder =
                cluster.kubectl(
                        "get",
                        "lease",
                        "gatehouse-leader",
                        "-n",
                        "istio-system",
                        "-o",
                        "jsonpath={.spec.holderIdentity}");
        return holder.replaceFirst("_.*", "");
    }

    private static void awaitStatus(String object, String expected) {
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(
                                        cluster.kubectl(
                                                "get",
                                                object,
                                                "-o",
                                                "jsonpath={.status.observedGeneration} {range .status.conditions[*]}{.type}={.status}: {.message}; {end}"))
                                .contains(expected));
    }

    private static String chart(String... arguments) {
        return Command.of(
                        "conformance/cluster",
                        "helm",
                        "template",
                        "gatehouse",
                        "deploy/helm/gatehouse")
                .with(arguments)
                .succeed();
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
}
