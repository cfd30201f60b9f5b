// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.replica;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.istio.ProxyConfig;
import io.gatehouse.config.istio.ProxyConfig.ForwardClientCertDetails;
import io.gatehouse.config.istio.ProxyConfig.GatewayTopology;
import io.gatehouse.config.istio.ProxyTracing;
import io.gatehouse.engine.ProxyGroup;
import io.gatehouse.routing.Placement;
import io.gatehouse.server.status.ObjectRevision;
import io.gatehouse.server.status.ReportPart;
import io.gatehouse.server.status.ReportedProxy;
import io.gatehouse.xds.Refusal;
import io.gatehouse.xds.ResourceName;
import io.gatehouse.xds.ResourceType;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ReportTextTest {
    private static final ProxyGroup GROUP =
            new ProxyGroup(
                    "edge/0123",
                    "edge",
                    new TreeMap<>(Map.of("istio", "edge")),
                    "::",
                    new Placement("eu", "eu-1", "a"),
                    "node-1",
                    Optional.of(
                            new ProxyConfig(
                                    Optional.of(
                                            new GatewayTopology(
                                                    2,
                                                    ForwardClientCertDetails.APPEND_FORWARD,
                                                    Optional.of(new ProxyConfig.ProxyProtocol()))),
                                    new TreeMap<>(Map.of(ProxyConfig.HTTP10, "1")),
                                    Optional.of(
                                            new ProxyTracing(
                                                    Optional.of(
                                                            new ProxyTracing.Zipkin("zipkin:9411")),
                                                    new TreeMap<>(),
                                                    0,
                                                    2.5,
                                                    Optional.of(false))),
                                    Optional.empty(),
                                    Optional.empty(),
                                    Optional.of(2),
                                    Optional.empty(),
                                    Optional.of(Duration.ofSeconds(5)))),
                    Optional.of("/etc/roots.pem"),
                    true);
    private static final ReportPart PART =
            new ReportPart(
                    List.of(GROUP, new ProxyGroup("b", "b", new TreeMap<>(), "0.0.0.0")),
                    new TreeMap<>(
                            Map.of(
                                    new ObjectKey(Kind.GATEWAY, "shop", "gw"),
                                    Optional.of(
                                            new ObjectRevision(
                                                    7,
                                                    new TreeMap<>(Map.of("edge/0123", 12L)),
                                                    Optional.of(Duration.ofNanos(8_123_456)),
                                                    Optional.of("refused"))),
                                    new ObjectKey(Kind.VIRTUAL_SERVICE, "shop", "gone"),
                                    Optional.empty())),
                    List.of(
                            new ReportedProxy(
                                    3,
                                    "router~10.0.0.1~gw.edge~cluster.local",
                                    "edge/0123",
                                    12,
                                    11,
                                    12,
                                    List.of(
                                            new Refusal(
                                                    ResourceType.LISTENER,
                                                    List.of(
                                                            new Refusal.RefusedResource(
                                                                    new ResourceName(
                                                                            ResourceType.LISTENER,
                                                                            "0.0.0.0_80"),
                                                                    "")),
                                                    "no \"good\"",
                                                    Instant.ofEpochMilli(5))))),
                    List.of(1L, 2L),
                    true);

    @Test
    void whatIsWrittenIsRead() throws IOException {
        assertThat(ReportText.read(ReportText.of(PART))).isEqualTo(PART);
    }

    @Test
    void whatALaterVersionAddsIsPassedOver() throws IOException {
        String text =
                ReportText.of(PART)
                        .replaceFirst("\\{", "{\"later\":{\"a\":[1]},")
                        .replaceFirst(
                                "\"objects\":\\[",
                                "\"objects\":[{\"kind\":\"Later\",\"name\":\"x\",\"generation\":1},");

        assertThat(ReportText.read(text)).isEqualTo(PART);
    }
}
