// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.FieldPath;
import io.gatehouse.config.Finding;
import io.gatehouse.config.FindingCode;
import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.SourcePosition;
import io.gatehouse.config.codec.JsonText;
import io.gatehouse.xds.ConnectedProxy;
import io.gatehouse.xds.ProxyStatus;
import io.gatehouse.xds.ProxyStatus.TypeStatus;
import io.gatehouse.xds.Refusal;
import io.gatehouse.xds.ResourceType;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/// What the control plane says of itself: findings and proxies.
final class GetStatementsTest {
    private static final Finding FINDING =
            Finding.of(
                            FindingCode.SECRET_MISSING,
                            new ObjectKey(Kind.GATEWAY, "default", "edge"),
                            FieldPath.of("spec.servers[0].tls.credentialName"),
                            "no Secret \"x\"\nanywhere")
                    .at(new SourcePosition("edge.yaml", 9, 5));
    private static final Finding UNREADABLE =
            new Finding(
                    FindingCode.INVALID_YAML,
                    FindingCode.INVALID_YAML.severity(),
                    Optional.empty(),
                    FieldPath.ROOT,
                    "found a tab",
                    Optional.of(new SourcePosition("x.yaml", 1, 1)));

    private static ProxyStatus proxy(String node, TypeStatus... types) {
        return new ProxyStatus(
                new ConnectedProxy(
                        1,
                        node,
                        "istio-system/edge",
                        ConnectedProxy.Protocol.DELTA,
                        CommandRun.NOW.minus(Duration.ofMinutes(61))),
                0,
                0,
                List.of(types));
    }

    private static TypeStatus type(ResourceType type, int sent, int acknowledged) {
        return new TypeStatus(type, sent, acknowledged, Optional.empty());
    }

    @Test
    void findings() throws IOException {
        try (RunningGatehouse running = RunningGatehouse.with("", FINDING, UNREADABLE)) {
            assertThat(running.get("findings").out())
                    .isEqualTo(
                            """
                            SEVERITY   CODE     OBJECT                 FIELD                                POSITION        MESSAGE
                            error      GH0204   Gateway default/edge   spec.servers[0].tls.credentialName   edge.yaml:9:5   no Secret "x"\\nanywhere
                            error      GH0101                                                               x.yaml:1:1      found a tab
                            """);
            assertThat(running.get("finding -n default -o json").out())
                    .satisfies(json ->
                            assertThat(JsonText.parse(json))
                                    .asInstanceOf(InstanceOfAssertFactories.LIST)
                                    .hasSize(1));
            assertThat(running.get("findings -o yaml").out()).contains("code: GH0101");
            assertThat(running.get("findings -n other"))
                    .isEqualTo(new CommandRun(0, "", "No findings\n"));
        }
    }

    @Test
    void proxies() {
        Refusal refusal =
                new Refusal(ResourceType.LISTENER, List.of(), "address in use", CommandRun.NOW);
        try (RunningGatehouse running =
                RunningGatehouse.with(
                        proxy(
                                "router~a",
                                type(ResourceType.CLUSTER, 3, 3),
                                new TypeStatus(ResourceType.LISTENER, 2, 1, Optional.of(refusal))),
                        proxy("router~b", type(ResourceType.CLUSTER, 3, 2)))) {
            assertThat(running.get("proxies").out())
                    .isEqualTo(
                            """
                            NAME       GROUP               CLUSTER   LISTENER   REFUSED    AGE
                            router~a   istio-system/edge   3/3       1/2        listener   61m
                            router~b   istio-system/edge   2/3                  <none>     61m
                            """);
            assertThat(running.get("proxies -o wide").out()).contains("address in use\n");
            assertThat(running.get("proxies -o yaml").out()).contains("node: router~a");
        }
    }

    @Test
    void noProxies() {
        try (RunningGatehouse running = RunningGatehouse.with("")) {
            assertThat(running.get("proxies"))
                    .isEqualTo(new CommandRun(0, "", "No proxies connected\n"));
        }
    }
}
