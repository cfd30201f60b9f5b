// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PeerAuthenticationValidationTest {
    @Test
    void whatItSaysChangesNothingAtAGateway() {
        assertThat(
                        spec(
                                "selector: {matchLabels: {a: b}}, mtls: {mode: STRICT}, portLevelMtls: {8080: {mode: DISABLE}}"))
                .containsExactly("INFO NO_EFFECT spec");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    portLevelMtls: {80: {}} | ERROR INVALID_VALUE .portLevelMtls
                    selector: {matchLabels: {a: b}}, portLevelMtls: {http: {}} | ERROR INVALID_VALUE .portLevelMtls["http"]
                    selector: {matchLabels: {a: b}}, portLevelMtls: {0: {}} | ERROR INVALID_VALUE .portLevelMtls["0"]
                    selector: {matchLabels: {a: '*'}}, portLevelMtls: {1: {}} | ERROR INVALID_VALUE .selector.matchLabels["a"]
                    """)
    void findings(String yaml, String finding) {
        assertThat(spec(yaml))
                .containsExactly(Judged.below("spec", finding), "INFO NO_EFFECT spec");
    }

    private static List<String> spec(String spec) {
        return Judged.problems(
                "{apiVersion: security.istio.io/v1, kind: PeerAuthentication, metadata: {name: a}, spec: {"
                        + spec
                        + "}}");
    }
}
