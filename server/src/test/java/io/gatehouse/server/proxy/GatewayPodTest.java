// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.envoy.bootstrap.ProxyNode;
import io.gatehouse.routing.Placement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GatewayPodTest {
    private static final Map<String, String> ENVIRONMENT =
            Map.of(
                    "POD_NAME", "gateway-abc",
                    "POD_NAMESPACE", "istio-system",
                    "POD_IP", "10.1.2.3",
                    "SERVICE_ACCOUNT", "gateway",
                    "NODE_NAME", "node-1");

    @TempDir private Path directory;

    @Test
    void theNodeIsThatOfAnIstioGateway() throws IOException {
        Path labels =
                Files.writeString(
                        directory.resolve("labels"),
                        "app=\"istio-ingressgateway\"\nistio=\"ingressgateway\"\n");
        Path annotations =
                Files.writeString(
                        directory.resolve("annotations"),
                        "proxy.istio.io/config=\"proxyMetadata:\\n  ISTIO_META_A: annotated\\n  ISTIO_META_B: annotated\\n\"\n");
        Map<String, String> environment = new HashMap<>(ENVIRONMENT);
        environment.put("ISTIO_META_A", "set");
        environment.put("ISTIO_META_CLUSTER_ID", "east");
        environment.put("POD_IPS", "10.1.2.3,fd00::3");
        environment.put("GATEHOUSE_LOCALITY", "eu/eu-1");

        ProxyNode node =
                GatewayPod.read(
                                options(
                                        Map.of("istio", "edge"),
                                        Optional.of(labels),
                                        Optional.of(annotations)),
                                environment)
                        .node();

        assertThat(node.id())
                .isEqualTo(
                        "router~10.1.2.3~gateway-abc.istio-system~istio-system.svc.cluster.local");
        assertThat(node.cluster()).isEqualTo("istio-ingressgateway.istio-system");
        assertThat(node.placement()).isEqualTo(new Placement("eu", "eu-1", ""));
        assertThat(node.labels()).isEqualTo(Map.of("app", "istio-ingressgateway", "istio", "edge"));
        assertThat(node.metadata())
                .isEqualTo(
                        Map.of(
                                "A", "set",
                                "B", "annotated",
                                "CLUSTER_ID", "east",
                                "INSTANCE_IPS", "10.1.2.3,fd00::3",
                                "MESH_ID", "cluster.local",
                                "NAME", "gateway-abc",
                                "NAMESPACE", "istio-system",
                                "NODE_NAME", "node-1",
                                "SERVICE_ACCOUNT", "gateway"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    istio-locality=us.us-2.rack-3                                        | us | us-2 | rack-3
                    topology.kubernetes.io/region=us,topology.kubernetes.io/zone=us-2    | us | us-2 | ''
                    app=shop                                                             | '' | ''   | ''
                    """)
    void labelsMayTellWhereItRuns(String labels, String region, String zone, String subzone) {
        Map<String, String> given = new HashMap<>();
        for (String label : labels.split(",", -1)) {
            String[] parts = label.split("=", 2);
            given.put(parts[0], parts[1]);
        }

        assertThat(pod(given, ENVIRONMENT).placement())
                .isEqualTo(new Placement(region, zone, subzone));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    POD_NAME      | POD_NAME is not set: set it from the downward API (fieldRef metadata.name), or give --pod-name.
                    POD_NAMESPACE | POD_NAMESPACE is not set: set it from the downward API (fieldRef metadata.namespace), or give --namespace.
                    POD_IP        | POD_IP is not set: set it from the downward API (fieldRef status.podIP), or give --pod-ip.
                    """)
    void whatIsMissingIsNamed(String variable, String message) {
        Map<String, String> environment = new HashMap<>(ENVIRONMENT);
        environment.put(variable, "");

        assertThatThrownBy(() -> pod(Map.of("app", "shop"), environment))
                .isInstanceOf(ProxyMisconfigured.class)
                .hasMessage(message);
    }

    @Test
    void withoutLabelsNoGatewayWouldSelectIt() {
        assertThatThrownBy(() -> pod(Map.of(), ENVIRONMENT))
                .isInstanceOf(ProxyMisconfigured.class)
                .hasMessageStartingWith("The labels of this Pod are not known");
    }

    @Test
    void aFileThatIsNamedMustBeThere() {
        Path missing = directory.resolve("missing");
        assertThatThrownBy(() ->
                        GatewayPod.read(
                                options(
                                        Map.of("app", "shop"),
                                        Optional.of(missing),
                                        Optional.empty()),
                                ENVIRONMENT))
                .isInstanceOf(ProxyMisconfigured.class)
                .hasMessage(
                        "--labels names %s, which cannot be read: mount the downward API there, or name another file."
                                .formatted(missing));
    }

    private static GatewayPod pod(Map<String, String> labels, Map<String, String> environment) {
        return GatewayPod.read(options(labels, Optional.empty(), Optional.empty()), environment);
    }

    private static PodOptions options(
            Map<String, String> labels, Optional<Path> labelsFile, Optional<Path> annotations) {
        return new PodOptions(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                labels,
                labelsFile,
                annotations);
    }
}
