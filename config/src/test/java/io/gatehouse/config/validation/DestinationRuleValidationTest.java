// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DestinationRuleValidationTest {
    @Test
    void whatIsAllowedGivesNoFinding() {
        assertThat(
                        spec(
                                "host: '*.default.svc.cluster.local', exportTo: [., b], subsets: [{name: v1,"
                                        + " labels: {version: v1, a.b/c: ''}, trafficPolicy: {tls: {}}}, {name: v2}]"))
                .isEmpty();
        assertThat(spec("host: a, workloadSelector: {matchLabels: {a: b}}, exportTo: [.]"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    host: '' | ERROR MISSING_FIELD .host
                    host: 'a.*.b' | ERROR INVALID_VALUE .host
                    host: a, subsets: [{labels: {v: a}}] | ERROR MISSING_FIELD .subsets[0].name
                    host: a, subsets: [{name: a_b}] | ERROR INVALID_VALUE .subsets[0].name
                    host: a, subsets: [{name: a}, {name: a}] | ERROR INVALID_VALUE .subsets[1].name
                    host: a, subsets: [{name: a, labels: {'-a': b}}] | ERROR INVALID_VALUE .subsets[0].labels["-a"]
                    host: a, subsets: [{name: a, labels: {a: 'b c'}}] | ERROR INVALID_VALUE .subsets[0].labels["a"]
                    host: a, subsets: [{name: a, trafficPolicy: {}}] | ERROR MISSING_FIELD .subsets[0].trafficPolicy
                    host: a, exportTo: ['*', a] | ERROR INVALID_VALUE .exportTo
                    host: a, exportTo: ['~'] | ERROR INVALID_VALUE .exportTo[0]
                    host: a, workloadSelector: {} | WARNING INVALID_VALUE .workloadSelector.matchLabels
                    host: a, workloadSelector: {matchLabels: {a: '*'}} | ERROR INVALID_VALUE .workloadSelector.matchLabels["a"]
                    host: a, workloadSelector: {matchLabels: {a: b}}, exportTo: [b] | ERROR INVALID_VALUE .exportTo[0]
                    """)
    void findings(String yaml, String finding) {
        assertThat(spec(yaml)).containsExactly(Judged.below("spec", finding));
    }

    private static List<String> spec(String spec) {
        return Judged.problems(
                "{apiVersion: networking.istio.io/v1, kind: DestinationRule, metadata: {name: a}, spec: {"
                        + spec
                        + "}}");
    }
}
