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
                    limits: [{requests: 5, match: {}}] | ERROR MISSING_FIELD .limits[0].match
                    limits: [{requests: 5, match: {clients: [10.0.0.1]}}] | ERROR INVALID_VALUE .limits[0].match.clients
                    limits: [{requests: 5, per: [{}]}] | ERROR INVALID_VALUE .limits[0].per[0]
                    limits: [{requests: 5, per: [{clientAddress: true, header: a}]}] | ERROR INVALID_VALUE .limits[0].per[0]
                    limits: [{requests: 5, per: [{header: 'a b'}]}] | ERROR INVALID_VALUE .limits[0].per[0].header
                    limits: [{requests: 5}], status: 200 | ERROR INVALID_VALUE .status
                    """)
    void findings(String yaml, String finding) {
        assertThat(Judged.feature("localRateLimit", yaml))
                .containsExactly(Judged.below("spec.localRateLimit", finding));
    }
}
