// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.engine.DeliveryLimits;
import io.gatehouse.envoy.RouteScope;
import io.gatehouse.xds.ResourceName;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a change comes to in a table of hosts that are delivered one by one.
class HostByHostTest {
    private static final int HOSTS = 300;
    private static final String GATEWAY =
            """
            apiVersion: networking.istio.io/v1
            kind: Gateway
            metadata: {name: gw, namespace: default}
            spec:
              selector: {istio: ingressgateway}
              servers: [{port: {number: 80, name: http, protocol: HTTP}, hosts: ['*']}]
            """;

    private final LiveTranslation live =
            new LiveTranslation(TestGroups.INGRESS, new DeliveryLimits(HOSTS, HOSTS));

    @BeforeEach
    void start() {
        apply(GATEWAY);
        IntStream.range(0, HOSTS).forEach(i -> apply(service(i), routes(i, "/a")));
        live.changes();
    }

    private List<String> apply(String... yaml) {
        GivenYaml.valid(String.join("\n---\n", yaml)).forEach(live::upsert);
        return changed();
    }

    private List<String> delete(String name) {
        live.delete(new ObjectKey(Kind.VIRTUAL_SERVICE, "default", name));
        return changed();
    }

    private List<String> changed() {
        ResourceChanges changes = live.changes();
        return Stream.concat(
                        changes.upserts().stream().map(r -> r.name().toString()),
                        changes.removals().stream().map(ResourceName::toString).map("-"::concat))
                .sorted()
                .toList();
    }

    private static String service(int i) {
        return """
        apiVersion: v1
        kind: Service
        metadata: {name: s%d, namespace: default}
        spec: {ports: [{name: http, port: 80}]}
        """
                .formatted(i);
    }

    private static String routes(int i, String path) {
        return routes("v" + i, "h%d.test".formatted(i), path, i);
    }

    private static String routes(String name, String host, String path, int service) {
        return """
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {name: %s, namespace: default}
        spec:
          hosts: ['%s']
          gateways: [gw]
          http: [{match: [{uri: {prefix: %s}}], route: [{destination: {host: s%d}}]}]
        """
                .formatted(name, host, path, service);
    }

    private static String scopeOf(String host) {
        return "SCOPED_ROUTE " + RouteScope.resourceName("http.80", host);
    }

    @Test
    void aChangedHostTravelsAlone() {
        assertThat(apply(routes(7, "/b"))).containsExactly(scopeOf("h7.test"));
    }

    @Test
    void aHostThatComesOrGoesTravelsAlone() {
        assertThat(apply(routes(HOSTS, "/b"))).containsExactly(scopeOf("h300.test"));
        assertThat(delete("v300")).containsExactly("-" + scopeOf("h300.test"));
    }

    @Test
    void wildcardsTravelTogether() {
        assertThat(apply(routes("wide", "*.test", "/", 1)))
                .containsExactly("SCOPED_ROUTE http.80/*");
    }

    @Test
    void aServiceThatComesIsNoChangeOfOtherHosts() {
        assertThat(apply(service(HOSTS + 1))).isEmpty();
    }

    @Test
    void belowTheLimitTheTableTravelsAsAWhole() {
        assertThat(delete("v7"))
                .contains(
                        "-CLUSTER outbound|80||s7.default.svc.cluster.local",
                        "-LISTENER scopes",
                        "-SCOPED_ROUTE http.80/*",
                        "-" + scopeOf("h1.test"),
                        "LISTENER 0.0.0.0_80",
                        "ROUTE http.80");
        assertThat(apply(routes(8, "/b"))).containsExactly("ROUTE http.80");
    }
}
