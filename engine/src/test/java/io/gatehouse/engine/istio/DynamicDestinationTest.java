// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import static io.gatehouse.engine.istio.Servers.chains;
import static io.gatehouse.engine.istio.Servers.forwarding;
import static io.gatehouse.engine.istio.Servers.gateway;
import static io.gatehouse.engine.istio.Servers.http;
import static io.gatehouse.engine.istio.Servers.passthrough;
import static io.gatehouse.engine.istio.Servers.service;
import static io.gatehouse.engine.istio.Servers.tcp;
import static io.gatehouse.engine.istio.Servers.virtualService;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.engine.Scenario;
import io.gatehouse.routing.AddressFamily;
import io.gatehouse.routing.NameLookup;
import io.gatehouse.routing.RequestedHost;
import io.gatehouse.routing.RequestedServerName;
import io.gatehouse.routing.RouteTarget.Forward;
import io.gatehouse.routing.WeightedUpstream;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DynamicDestinationTest {
    private static final String ENTRY =
            """
            apiVersion: networking.istio.io/v1
            kind: ServiceEntry
            metadata: {name: ext, namespace: default}
            spec:
              hosts: ['*.ext.test']
              ports: [{number: 443, name: tls, protocol: TLS, targetPort: 8443}, {number: 80, name: http, protocol: HTTP}]
              resolution: DYNAMIC_DNS
            """;
    private static final String TLS = "{destination: {host: '*.ext.test', port: {number: 443}}}";
    private static final String HTTP = "{destination: {host: '*.ext.test', port: {number: 80}}}";

    private static Scenario scenario(String server, String rules) {
        return new Scenario(
                ENTRY,
                service("a", 1),
                """
                apiVersion: v1
                kind: Service
                metadata: {name: ingress, namespace: istio-system}
                spec: {selector: {istio: ingressgateway}, ports: [{name: a, port: 443}, {name: b, port: 80}]}
                """,
                gateway("gw", server),
                virtualService("vs", "gw", "'*'", rules));
    }

    private static String weighted(String destination, int weight) {
        return destination.substring(0, destination.length() - 1) + ", weight: " + weight + "}";
    }

    @Test
    void serverNamesUnderTheWildcardAreLookedUp() {
        Scenario scenario =
                scenario(
                        passthrough(443, "tls", "*"),
                        "tls: [{match: [{sniHosts: ['*']}, {sniHosts: [b.ext.test, c.test]}], route: [%s]}]"
                                .formatted(TLS));

        assertThat(chains(scenario, "0.0.0.0_443"))
                .containsExactly(
                        "passthrough.*.ext.test [*.ext.test] -> outbound|443||*.ext.test=1",
                        "passthrough.b.ext.test [b.ext.test] -> outbound|443||*.ext.test=1");
        assertThat(forwarding(scenario, "0.0.0.0_443").requested())
                .contains(
                        new RequestedServerName(
                                "*.ext.test",
                                8443,
                                new NameLookup(NameLookup.DEFAULT_REFRESH, AddressFamily.IPV4)));
        assertThat(scenario.findings()).containsExactly("GH0316 spec.tls[0].match[1].sniHosts[1]");
    }

    @Test
    void ofASplitThatShareOfTheConnectionsIsClosed() {
        Scenario scenario =
                scenario(
                        passthrough(443, "tls", "*"),
                        "tls: [{match: [{sniHosts: ['*']}], route: [%s, {destination: {host: a}, weight: 1}]}]"
                                .formatted(weighted(TLS, 2)));

        assertThat(chains(scenario, "0.0.0.0_443"))
                .containsExactly("passthrough.* [] -> BlackHoleCluster=2 outbound|1||a=1");
        assertThat(scenario.findings())
                .containsExactly("GH0316 spec.tls[0].route[0].destination.host");
    }

    @Test
    void aTcpConnectionIsClosed() {
        Scenario scenario = scenario(tcp(443, "*"), "tcp: [{route: [%s]}]".formatted(HTTP));

        assertThat(chains(scenario, "0.0.0.0_443"))
                .containsExactly("tcp.443 -> BlackHoleCluster=1");
        assertThat(scenario.findings())
                .containsExactly("GH0316 spec.tcp[0].route[0].destination.host");
        assertThat(scenario.message("GH0316"))
                .startsWith("*.ext.test stands for the host that a client asks for");
    }

    @Test
    void eachChoiceOfASplitHasItsPort() {
        Scenario scenario =
                scenario(
                        http(80, "*"),
                        "http: [{route: [%s, %s, {destination: {host: a}, weight: 1}]}]"
                                .formatted(weighted(HTTP, 2), weighted(TLS, 1)));

        Forward forward = (Forward) scenario.rules("http.80 *").getFirst().target();
        assertThat(forward.upstreams())
                .extracting(WeightedUpstream::requested)
                .containsExactly(
                        Optional.of(new RequestedHost(Optional.empty(), 80)),
                        Optional.of(new RequestedHost(Optional.empty(), 8443)),
                        Optional.empty());
        assertThat(scenario.rules("http.80 *").getFirst().match().headers()).hasSize(1);
    }

    @Test
    void nothingIsMirroredThere() {
        Scenario scenario =
                scenario(
                        http(80, "*"),
                        "http: [{route: [{destination: {host: a}}], mirrors: [{destination: {host: a}}, %s]}]"
                                .formatted(HTTP));

        Forward forward = (Forward) scenario.rules("http.80 *").getFirst().target();
        assertThat(forward.mirrors())
                .extracting(mirror -> mirror.upstream())
                .containsExactly("outbound|1||a.default.svc.cluster.local");
        assertThat(scenario.findings())
                .containsExactly("GH0316 spec.http[0].mirrors[1].destination.host");
    }
}
