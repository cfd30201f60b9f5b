// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class L4RouteValidationTest {
    @Test
    void whatIsAllowedGivesNoFinding() {
        assertThat(
                        rules(
                                "tcp: [{match: [{port: 80, gateways: [g]}], ROUTE}, {ROUTE}], tls: [{match: [{port:"
                                        + " 443, sniHosts: ['*.b']}, {sniHosts: [a.b]}], ROUTE}]"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    tcp: [{match: [{destinationSubnets: [10.0.0.0/8]}], ROUTE}] | INFO NO_EFFECT .tcp[0].match[0].destinationSubnets
                    tcp: [{match: [{sourceSubnet: 10.0.0.1}], ROUTE}] | INFO NO_EFFECT .tcp[0].match[0].sourceSubnet
                    tcp: [{match: [{sourceLabels: {a: b}}], ROUTE}] | INFO NO_EFFECT .tcp[0].match[0].sourceLabels
                    tcp: [{match: [{sourceNamespace: a}], ROUTE}] | INFO NO_EFFECT .tcp[0].match[0].sourceNamespace
                    tcp: [{match: [{port: 70000}], ROUTE}] | ERROR INVALID_VALUE .tcp[0].match[0].port
                    tcp: [{match: [{port: 80}]}] | ERROR MISSING_FIELD .tcp[0].route
                    tcp: [{route: [{destination: {host: a}}, {destination: {host: b}}]}] | ERROR INVALID_VALUE .tcp[0].route
                    tcp: [{ROUTE}, {match: [{port: 80}], ROUTE}] | WARNING RULE_UNREACHABLE .tcp[1]
                    tls: [{ROUTE}] | ERROR MISSING_FIELD .tls[0].match
                    tls: [{match: [{sniHosts: [b.c]}], ROUTE}] | ERROR INVALID_VALUE .tls[0].match[0].sniHosts[0]
                    tls: [{match: [{sniHosts: ['*']}], ROUTE}] | ERROR INVALID_VALUE .tls[0].match[0].sniHosts[0]
                    tls: [{match: [{sniHosts: [a.b], destinationSubnets: ['::/0']}], ROUTE}] | INFO NO_EFFECT .tls[0].match[0].destinationSubnets
                    tls: [{match: [{sniHosts: [a.b], sourceLabels: {a: b}}], ROUTE}] | INFO NO_EFFECT .tls[0].match[0].sourceLabels
                    tls: [{match: [{sniHosts: [a.b]}], ROUTE}, {match: [{sniHosts: [a.b], port: 443}], ROUTE}] | WARNING RULE_UNREACHABLE .tls[1]
                    tls: [{match: [{sniHosts: [a.b]}], ROUTE}, {match: [{sniHosts: [a.b]}, {sniHosts: [c.b]}], ROUTE}] | WARNING RULE_UNREACHABLE .tls[1].match[0]
                    """)
    void findings(String yaml, String finding) {
        assertThat(rules(yaml)).containsExactly(Judged.below("spec", finding));
    }

    @Test
    void subnetsAreRanges() {
        assertThat(rules("tcp: [{match: [{destinationSubnets: [a], sourceSubnet: b}], ROUTE}]"))
                .contains(
                        "ERROR INVALID_VALUE spec.tcp[0].match[0].destinationSubnets[0]",
                        "ERROR INVALID_VALUE spec.tcp[0].match[0].sourceSubnet");
    }

    private static List<String> rules(String rules) {
        return Judged.problems(
                "{apiVersion: networking.istio.io/v1, kind: VirtualService, metadata: {name: a}, spec:"
                        + " {hosts: ['*.b'], gateways: [g], "
                        + rules.replace("ROUTE", "route: [{destination: {host: a}}]")
                        + "}}");
    }
}
