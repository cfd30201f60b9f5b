// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.routing.Discovery;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExternalNameTest {
    private static String alias(String name, String target, String ports) {
        return """
        apiVersion: v1
        kind: Service
        metadata: {name: %s, namespace: default}
        spec: {type: ExternalName, externalName: %s, ports: [%s]}
        """
                .formatted(name, target, ports);
    }

    private static final String SERVICE =
            """
            apiVersion: v1
            kind: Service
            metadata: {name: s, namespace: team}
            spec: {ports: [{name: http, port: 80}]}
            """;

    private static RegistryScenario scenario(String... documents) {
        return new RegistryScenario(List.of("{host: a}"), documents);
    }

    @Test
    void leadsToAnotherService() {
        RegistryScenario scenario =
                scenario(alias("a", "s.team.svc.cluster.local", "{name: http, port: 80}"), SERVICE);

        assertThat(scenario.upstreams()).containsExactly("outbound|80||s.team.svc.cluster.local");
        assertThat(scenario.scenario.findings()).isEmpty();
    }

    @Test
    void withoutPortsHasThoseOfTheOther() {
        assertThat(
                        scenario(
                                        alias("a", "s.team.svc.cluster.local.", ""),
                                        SERVICE.replace("80", "8080"))
                                .upstreams())
                .containsExactly("outbound|8080||s.team.svc.cluster.local");
    }

    @Test
    void chainsAreFollowed() {
        assertThat(
                        scenario(
                                        alias("a", "b.default.svc.cluster.local", ""),
                                        alias("b", "s.team.svc.cluster.local", ""),
                                        SERVICE)
                                .upstreams())
                .containsExactly("outbound|80||s.team.svc.cluster.local");
    }

    @Test
    void leadsToAServiceEntry() {
        RegistryScenario scenario =
                scenario(
                        alias("a", "EXT.test", "{name: http, port: 80}"),
                        """
                        apiVersion: networking.istio.io/v1
                        kind: ServiceEntry
                        metadata: {name: e, namespace: team}
                        spec:
                          hosts: [ext.test]
                          ports: [{number: 80, name: http, protocol: HTTP}]
                          resolution: STATIC
                          endpoints: [{address: 10.0.0.1}]
                        """);

        assertThat(scenario.endpoints("outbound|80||ext.test")).containsExactly("10.0.0.1:80");
    }

    @Test
    void aNameOutsideTheMeshIsLookedUp() {
        RegistryScenario scenario =
                scenario(alias("a", "www.ext.test", "{name: http, port: 80, targetPort: 8080}"));
        String upstream = "outbound|80||a.default.svc.cluster.local";

        assertThat(scenario.discovery(upstream)).isInstanceOf(Discovery.EachAddress.class);
        assertThat(scenario.endpoints(upstream)).containsExactly("www.ext.test:80");
        assertThat(scenario.scenario.findings()).containsExactly("GH0108 spec.ports[0].targetPort");
    }

    @Test
    void aNameOutsideTheMeshNeedsAPort() {
        RegistryScenario scenario = scenario(alias("a", "www.ext.test", ""));

        assertThat(scenario.upstreams()).isEmpty();
        assertThat(scenario.scenario.findings()).contains("GH0706 spec.ports");
    }

    @Test
    void circlesAndDeadEndsAreTold() {
        RegistryScenario circle =
                scenario(
                        alias("a", "b.default.svc.cluster.local", ""),
                        alias("b", "a.default.svc.cluster.local", ""));
        assertThat(circle.upstreams()).isEmpty();
        assertThat(circle.scenario.message("GH0706"))
                .contains(
                        "it leads in a circle: a.default.svc.cluster.local → b.default.svc.cluster.local → a.default.svc.cluster.local");
        assertThat(circle.scenario.message("GH0303")).contains("leads nowhere");

        RegistryScenario deadEnd = scenario(alias("a", "no.team.svc.cluster.local", ""));
        assertThat(deadEnd.scenario.message("GH0706"))
                .isEqualTo(
                        "there is no Service with host no.team.svc.cluster.local; requests get 503");
    }
}
