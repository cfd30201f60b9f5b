// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HeaderLimitValidationTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    '' | ERROR MISSING_FIELD
                    maxKiB: 0 | ERROR INVALID_VALUE .maxKiB
                    maxKiB: 8193 | ERROR INVALID_VALUE .maxKiB
                    maxCount: 0 | ERROR INVALID_VALUE .maxCount
                    """)
    void findings(String yaml, String finding) {
        assertThat(Judged.feature("headerLimit", yaml))
                .containsExactly(Judged.below("spec.headerLimit", finding));
    }
}
