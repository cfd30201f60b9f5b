// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ExtProcValidationTest {
    @Test
    void whatIsAllowedGivesNoFinding() {
        assertThat(
                        Judged.feature(
                                "extProc",
                                "service: {host: a, port: 80}, failOpen: true, messageTimeout: 1s, requestHeaders: Skip, responseHeaders: Send, requestBody: Buffered, responseBody: Streamed, requestTrailers: Send, responseTrailers: Skip"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    failOpen: true | ERROR MISSING_FIELD .service
                    service: {host: a, port: 70000} | ERROR INVALID_VALUE .service.port
                    service: {host: a, port: 80}, messageTimeout: 0s | ERROR INVALID_VALUE .messageTimeout
                    """)
    void findings(String yaml, String finding) {
        assertThat(Judged.feature("extProc", yaml))
                .containsExactly(Judged.below("spec.extProc", finding));
    }
}
