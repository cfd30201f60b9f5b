// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BodyLimitValidationTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    '' | ERROR INVALID_VALUE .maxBytes
                    """)
    void findings(String yaml, String finding) {
        assertThat(Judged.feature("bodyLimit", yaml))
                .containsExactly(Judged.below("spec.bodyLimit", finding));
    }
}
