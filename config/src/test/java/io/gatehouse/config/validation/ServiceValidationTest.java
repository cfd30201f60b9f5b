// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ServiceValidationTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    ports: [{port: 80}]                                    |
                    ports: [{port: 80, targetPort: http}]                  |
                    ports: [{port: 80, name: a}, {port: 81, name: b}]      |
                    clusterIP: None                                        |
                    type: ExternalName, externalName: example.com          |
                    type: ExternalName                                     | ERROR MISSING_FIELD spec.externalName
                    selector: {a: b}                                       | ERROR MISSING_FIELD spec.ports
                    ports: [{port: 80}], trafficDistribution: PreferClose  |
                    ports: [{port: 80}], trafficDistribution: close        | WARNING INVALID_VALUE spec.trafficDistribution
                    ports: [{name: a}]                                     | ERROR INVALID_VALUE spec.ports[0].port
                    ports: [{port: 80, targetPort: 70000}]                 | ERROR INVALID_VALUE spec.ports[0].targetPort
                    ports: [{port: 80, name: a}, {port: 81}]               | ERROR MISSING_FIELD spec.ports[1].name
                    ports: [{port: 80, name: a}, {port: 81, name: a}]      | ERROR INVALID_VALUE spec.ports[1].name
                    """)
    void services(String spec, String finding) {
        String yaml = "{apiVersion: v1, kind: Service, metadata: {name: s}, spec: {" + spec + "}}";

        assertThat(String.join("", Judged.places(yaml))).isEqualTo(finding == null ? "" : finding);
    }

    @ParameterizedTest
    @CsvSource({
        "prefersamenode, ''",
        "Any, ''",
        "near, WARNING INVALID_VALUE metadata.annotations[\"networking.istio.io/traffic-distribution\"]",
    })
    void annotations(String value, String finding) {
        String yaml =
                "{apiVersion: v1, kind: Service, metadata: {name: s, annotations: {networking.istio.io/traffic-distribution: %s}}, spec: {ports: [{port: 80}]}}"
                        .formatted(value);

        assertThat(String.join("", Judged.places(yaml))).isEqualTo(finding);
    }
}
