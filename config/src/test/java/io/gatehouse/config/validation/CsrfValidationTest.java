// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CsrfValidationTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    additionalOrigins: [{exact: 'https://a.test'}] | ERROR INVALID_VALUE .additionalOrigins[0]
                    additionalOrigins: [{regex: '('}] | ERROR INVALID_VALUE .additionalOrigins[0].regex
                    """)
    void findings(String yaml, String finding) {
        assertThat(Judged.feature("csrf", yaml))
                .containsExactly(Judged.below("spec.csrf", finding));
    }
}
