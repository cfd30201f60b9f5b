// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class IpAccessValidationTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    '' | ERROR MISSING_FIELD
                    allow: [10.0.0.0/8, host] | ERROR INVALID_VALUE .allow[1]
                    deny: [''] | ERROR MISSING_FIELD .deny[0]
                    """)
    void findings(String yaml, String finding) {
        assertThat(Judged.feature("ipAccess", yaml))
                .containsExactly(Judged.below("spec.ipAccess", finding));
    }
}
