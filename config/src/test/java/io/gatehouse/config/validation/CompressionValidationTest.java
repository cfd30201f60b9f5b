// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CompressionValidationTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    minBytes: 29 | ERROR INVALID_VALUE .minBytes
                    contentTypes: [html] | ERROR INVALID_VALUE .contentTypes[0]
                    """)
    void findings(String yaml, String finding) {
        assertThat(Judged.feature("compression", yaml))
                .containsExactly(Judged.below("spec.compression", finding));
    }
}
