// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LocalRateLimitValidationTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    '' | ERROR MISSING_FIELD .limits
                    limits: [{}] | ERROR INVALID_VALUE .limits[0].requests
                    limits: [{requests: 5, burst: 4}] | ERROR INVALID_VALUE .limits[0].burst
                    limits: [{requests: 5}], status: 200 | ERROR INVALID_VALUE .status
                    """)
    void findings(String yaml, String finding) {
        assertThat(Judged.feature("localRateLimit", yaml))
                .containsExactly(Judged.below("spec.localRateLimit", finding));
    }
}
