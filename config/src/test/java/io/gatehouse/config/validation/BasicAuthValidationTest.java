// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BasicAuthValidationTest {
    @Test
    void whatIsAllowedGivesNoFinding() {
        assertThat(Judged.feature("basicAuth", "secretName: users, userHeader: x-user")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    userHeader: x-user | ERROR MISSING_FIELD .secretName
                    secretName: a, userHeader: host | ERROR INVALID_VALUE .userHeader
                    secretName: a, userHeader: 'x user' | ERROR INVALID_VALUE .userHeader
                    """)
    void findings(String yaml, String finding) {
        assertThat(Judged.feature("basicAuth", yaml))
                .containsExactly(Judged.below("spec.basicAuth", finding));
    }
}
