// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HttpPolicyValidationTest {
    @Test
    void whatIsAllowedGivesNoFinding() {
        assertThat(
                        spec(
                                "targetRefs: [{kind: Gateway, name: a}, {kind: VirtualService, name: a, sectionName: b},"
                                        + " {group: networking.istio.io, kind: Gateway, name: a}],"
                                        + " disabled: [localRateLimit]"))
                .isEmpty();
        assertThat(
                        spec(
                                "selector: {matchLabels: {a: b}},"
                                        + " localRateLimit: {limits: [{requests: 1}, {requests: 1, unit: Hour, burst: 9}],"
                                        + " status: 503, rateLimitHeaders: true, shadow: true}"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    '' | ERROR MISSING_FIELD ''
                    disabled: [localRateLimit], targetRefs: [{kind: Gateway}] | ERROR MISSING_FIELD .targetRefs[0].name
                    disabled: [localRateLimit], targetRefs: [{name: a}] | ERROR INVALID_VALUE .targetRefs[0]
                    disabled: [localRateLimit], targetRefs: [{kind: Service, name: a}] | ERROR INVALID_VALUE .targetRefs[0]
                    disabled: [localRateLimit], targetRefs: [{kind: Gateway, group: gateway.networking.k8s.io, name: a}] | ERROR INVALID_VALUE .targetRefs[0]
                    disabled: [localRateLimit], targetRefs: [{kind: Gateway, name: a, sectionName: b}] | ERROR INVALID_VALUE .targetRefs[0].sectionName
                    disabled: [localRateLimit], targetRefs: [{kind: Gateway, name: a}], selector: {matchLabels: {a: b}} | ERROR INVALID_VALUE ''
                    disabled: [localRateLimit], selector: {} | WARNING INVALID_VALUE .selector.matchLabels
                    disabled: [localRateLimit], localRateLimit: {limits: [{requests: 1}]} | ERROR INVALID_VALUE .disabled[0]
                    """)
    void findings(String yaml, String finding) {
        assertThat(spec(yaml)).containsExactly(Judged.below("spec", finding.replace(" ''", "")));
    }

    private static List<String> spec(String spec) {
        return Judged.problems(
                "{apiVersion: gatehouse.io/v1alpha1, kind: HttpPolicy, metadata: {name: a}, spec: {"
                        + spec
                        + "}}");
    }
}
