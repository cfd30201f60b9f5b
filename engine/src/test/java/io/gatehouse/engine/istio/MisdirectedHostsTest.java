// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.engine.GroupTable;
import io.gatehouse.engine.Scenario;
import io.gatehouse.engine.graph.Derivation;
import io.gatehouse.engine.graph.Output;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MisdirectedHostsTest {
    private static final String A = "https.443.https.a.default";
    private static final String B = "https.443.https.b.default";

    private final Scenario scenario = new Scenario(TestSecrets.rsa("istio-system", "cert"));
    private final Output<GroupTable, List<String>> output;
    private final Map<String, List<String>> misdirected = new TreeMap<>();

    MisdirectedHostsTest() {
        Derivation<GroupTable, List<String>> domains =
                scenario.routing.graph.derivation(
                        "test",
                        (e, key) ->
                                e.get(scenario.routing.misdirected.hostRoutes, key)
                                        .map(hosts -> hosts.domains())
                                        .orElse(List.of()));
        output = scenario.routing.graph.output(scenario.routing.gateways.routeTables, domains);
    }

    private static String gateway(String name, int port, String hosts) {
        return """
        apiVersion: networking.istio.io/v1
        kind: Gateway
        metadata: {name: %s, namespace: default}
        spec:
          selector: {istio: ingressgateway}
          servers:
          - port: {number: %d, name: https, protocol: HTTPS}
            hosts: [%s]
            tls: {mode: SIMPLE, credentialName: cert}
        """
                .formatted(name, port, hosts);
    }

    private static String virtualService(String gateway, String hosts) {
        return """
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {name: %s, namespace: default}
        spec:
          hosts: [%s]
          gateways: [%s]
          http: [{directResponse: {status: 200}}]
        """
                .formatted(gateway, hosts, gateway);
    }

    private Map<String, List<String>> settled() {
        output.changes()
                .forEach(change ->
                        change.value()
                                .ifPresentOrElse(
                                        value -> misdirected.put(change.key().table(), value),
                                        () -> misdirected.remove(change.key().table())));
        return misdirected;
    }

    @Test
    void aHostOfAnotherServerIsMisdirected() {
        scenario.apply(
                gateway("a", 443, "a.test"),
                virtualService("a", "a.test"),
                gateway("b", 443, "b.test, '*.b.test'"),
                virtualService("b", "b.test, '*.b.test'"));

        assertThat(settled())
                .containsEntry(A, List.of("*.b.test", "b.test"))
                .containsEntry(B, List.of("a.test"));
    }

    @Test
    void aHostThatNoVirtualServiceServesIsNot() {
        scenario.apply(
                gateway("a", 443, "a.test"),
                virtualService("a", "a.test"),
                gateway("b", 443, "b.test"));

        assertThat(settled()).containsEntry(A, List.of()).containsEntry(B, List.of("a.test"));
    }

    @Test
    void whatTheServerTakesItselfIsNot() {
        scenario.apply(
                gateway("a", 443, "'*.test'"),
                virtualService("a", "'*.test'"),
                gateway("b", 443, "b.test"),
                virtualService("b", "b.test"));

        assertThat(settled()).containsEntry(A, List.of()).containsEntry(B, List.of("*.test"));
    }

    @Test
    void portsDoNotKnowOfEachOther() {
        scenario.apply(
                gateway("a", 443, "a.test"),
                virtualService("a", "a.test"),
                gateway("b", 9443, "b.test"),
                virtualService("b", "b.test"));

        assertThat(settled().values()).containsOnly(List.of());
    }

    @Test
    void aHostWhoseServerIsGoneIsNot() {
        scenario.apply(
                gateway("a", 443, "a.test"),
                virtualService("a", "a.test"),
                gateway("b", 443, "b.test"),
                virtualService("b", "b.test"));
        assertThat(settled()).containsEntry(A, List.of("b.test"));

        scenario.apply(gateway("b", 443, "b.test").replace("cert", "missing"));

        assertThat(settled()).containsEntry(A, List.of()).doesNotContainKey(B);
    }

    @Test
    void manyServersDoNotKnowOfEachOther() {
        for (int i : IntStream.range(0, MisdirectedHosts.MOST_SERVERS).toArray()) {
            scenario.apply(gateway("g" + i, 443, "h%d.test".formatted(i)));
        }
        scenario.apply(virtualService("g0", "h0.test"));
        assertThat(settled()).containsEntry("https.443.https.g1.default", List.of("h0.test"));

        scenario.apply(gateway("one-more", 443, "more.test"));

        assertThat(settled()).containsEntry("https.443.https.g1.default", List.of());
    }

    @Test
    void serversWithManyHostsDoNotKnowOfEachOther() {
        scenario.apply(
                gateway("a", 443, "a.test"),
                virtualService("a", "a.test"),
                gateway("b", 443, "'*'"),
                virtualService("b", hosts(MisdirectedHosts.MOST_HOSTS - 1)));
        assertThat(settled()).containsEntry(B, List.of("a.test"));

        scenario.apply(virtualService("b", hosts(MisdirectedHosts.MOST_HOSTS)));
        assertThat(settled()).containsEntry(A, List.of()).containsEntry(B, List.of());
    }

    private static String hosts(int count) {
        return IntStream.range(0, count)
                .mapToObj("h%d.test"::formatted)
                .collect(Collectors.joining(", "));
    }
}
