// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ServiceEntryValidationTest {
    @Test
    void whatIsAllowedGivesNoFinding() {
        assertThat(
                        spec(
                                "hosts: [a.b, c.d], addresses: [10.0.0.0/8, '::1', 'fd00::/64'], ports: [{number: 80,"
                                        + " name: a, protocol: http, targetPort: 8080}], location: MESH_INTERNAL,"
                                        + " resolution: STATIC, endpoints: [{address: 10.0.0.1, ports: {a: 81}, weight:"
                                        + " 3, locality: a/b/c}, {address: 'unix:///run/a.sock'}], exportTo: ['~'],"
                                        + " subjectAltNames: [e]"))
                .isEmpty();
        assertThat(spec("hosts: [a.b], resolution: DNS, endpoints: [{address: c.d}]")).isEmpty();
        assertThat(spec("hosts: ['*.b'], resolution: DYNAMIC_DNS")).isEmpty();
        assertThat(spec("hosts: [a.b], resolution: STATIC, workloadSelector: {labels: {a: b}}"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    ports: [{number: 80, name: a, protocol: HTTP}], resolution: STATIC | ERROR MISSING_FIELD .hosts
                    hosts: ['*'], resolution: STATIC | ERROR INVALID_VALUE .hosts[0]
                    hosts: ['a.*'], resolution: STATIC | ERROR INVALID_VALUE .hosts[0]
                    hosts: ['*.a.b'], resolution: DNS | ERROR INVALID_VALUE .hosts[0]
                    hosts: [a.b, c.d], resolution: STATIC, ports: [{number: 80, name: a, protocol: TCP}] | ERROR INVALID_VALUE .hosts
                    hosts: [a.b], resolution: STATIC, addresses: [10.0.0] | ERROR INVALID_VALUE .addresses[0]
                    hosts: [a.b], resolution: STATIC, addresses: [10.0.0.0/33] | ERROR INVALID_VALUE .addresses[0]
                    hosts: [a.b], resolution: DNS, addresses: [10.0.0.0/8] | ERROR INVALID_VALUE .addresses[0]
                    hosts: [a.b], resolution: STATIC, ports: [{name: a}] | ERROR INVALID_VALUE .ports[0].number
                    hosts: [a.b], resolution: STATIC, ports: [{number: 80}] | ERROR MISSING_FIELD .ports[0].name
                    hosts: [a.b], resolution: STATIC, ports: [{number: 80, name: a_b}] | ERROR INVALID_VALUE .ports[0].name
                    hosts: [a.b], resolution: STATIC, ports: [{number: 80, name: a, protocol: FOO}] | ERROR INVALID_VALUE .ports[0].protocol
                    hosts: [a.b], resolution: STATIC, ports: [{number: 80, name: a, targetPort: 70000}] | ERROR INVALID_VALUE .ports[0].targetPort
                    hosts: [a.b], resolution: STATIC, ports: [{number: 80, name: a}, {number: 80, name: b}] | ERROR INVALID_VALUE .ports[1].number
                    hosts: [a.b], resolution: STATIC, ports: [{number: 80, name: a}, {number: 81, name: a}] | ERROR INVALID_VALUE .ports[1].name
                    hosts: [a.b], resolution: STATIC, endpoints: [{address: 10.0.0.1}], workloadSelector: {labels: {a: b}} | ERROR INVALID_VALUE .endpoints
                    hosts: [a.b], resolution: STATIC, workloadSelector: {} | WARNING INVALID_VALUE .workloadSelector.labels
                    hosts: [a.b], resolution: DNS, workloadSelector: {labels: {a: b}} | WARNING INVALID_VALUE .workloadSelector
                    hosts: [a.b] | WARNING INVALID_VALUE .resolution
                    hosts: [a.b], resolution: STATIC, endpoints: [{address: c.d}] | ERROR INVALID_VALUE .endpoints[0].address
                    hosts: [a.b], resolution: STATIC, endpoints: [{labels: {a: b}}] | ERROR MISSING_FIELD .endpoints[0].address
                    hosts: [a.b], resolution: STATIC, endpoints: [{address: 10.0.0.1, ports: {a: 80}}] | ERROR INVALID_VALUE .endpoints[0].ports["a"]
                    hosts: [a.b], resolution: STATIC, endpoints: [{address: 'unix:///a'}] | ERROR INVALID_VALUE .endpoints[0].address
                    hosts: [a.b], resolution: DNS, ports: [{number: 80, name: a}], endpoints: [{address: 'unix:///a'}] | ERROR INVALID_VALUE .endpoints[0].address
                    hosts: [a.b], resolution: DNS_ROUND_ROBIN, endpoints: [{address: c.d}, {address: e.f}] | ERROR INVALID_VALUE .endpoints
                    hosts: [a.b], resolution: STATIC, exportTo: ['~', .] | ERROR INVALID_VALUE .exportTo
                    """)
    void findings(String yaml, String finding) {
        assertThat(spec(yaml)).containsExactly(Judged.below("spec", finding));
    }

    @Test
    void withoutResolutionAGatewayFindsNothing() {
        assertThat(
                        spec(
                                "hosts: [a.b], ports: [{number: 80, name: a, targetPort: 81}], endpoints:"
                                        + " [{address: 10.0.0.1}]"))
                .containsExactly(
                        "INFO NO_EFFECT spec.ports[0].targetPort",
                        "ERROR INVALID_VALUE spec.endpoints",
                        "WARNING INVALID_VALUE spec.resolution");
    }

    private static List<String> spec(String spec) {
        return Judged.problems(
                "{apiVersion: networking.istio.io/v1, kind: ServiceEntry, metadata: {name: a}, spec: {"
                        + spec
                        + "}}");
    }
}
