// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WorkloadEntryValidationTest {
    @Test
    void whatIsAllowedGivesNoFinding() {
        assertThat(
                        spec(
                                "address: 10.0.0.1, ports: {http: 80}, labels: {app: a}, network: net, locality:"
                                        + " a/b/c, weight: 5, serviceAccount: s"))
                .isEmpty();
        assertThat(spec("address: vm.example.com")).isEmpty();
        assertThat(spec("address: 'unix://@abstract'")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    labels: {a: b} | ERROR MISSING_FIELD .address
                    network: a | WARNING INVALID_VALUE .address
                    address: 'a b' | ERROR INVALID_VALUE .address
                    address: '*.b' | ERROR INVALID_VALUE .address
                    address: 'unix://a' | ERROR INVALID_VALUE .address
                    address: 'unix:///a/' | ERROR INVALID_VALUE .address
                    address: 'unix:///a', ports: {a: 80} | ERROR INVALID_VALUE .ports
                    address: a.b, ports: {a: 0} | ERROR INVALID_VALUE .ports["a"]
                    address: a.b, ports: {a_b: 80} | ERROR INVALID_VALUE .ports["a_b"]
                    address: a.b, labels: {a: -} | ERROR INVALID_VALUE .labels["a"]
                    address: a.b, weight: -1 | ERROR INVALID_VALUE .weight
                    address: a.b, locality: a/b/c/d | WARNING INVALID_VALUE .locality
                    """)
    void findings(String yaml, String finding) {
        assertThat(spec(yaml)).containsExactly(Judged.below("spec", finding));
    }

    private static List<String> spec(String spec) {
        return Judged.problems(
                "{apiVersion: networking.istio.io/v1, kind: WorkloadEntry, metadata: {name: a}, spec: {"
                        + spec
                        + "}}");
    }
}
