// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ErrorPagesValidationTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    '' | ERROR MISSING_FIELD .pages
                    pages: [{body: a}] | ERROR MISSING_FIELD .pages[0].statuses
                    pages: [{statuses: ['200']}] | ERROR INVALID_VALUE .pages[0].statuses[0]
                    pages: [{statuses: [5xx], bodyFrom: {configMap: a}}] | ERROR MISSING_FIELD .pages[0].bodyFrom.key
                    pages: [{statuses: [5xx], bodyFrom: {key: a}}] | ERROR MISSING_FIELD .pages[0].bodyFrom.configMap
                    pages: [{statuses: [5xx], body: a, bodyFrom: {configMap: a, key: b}}] | ERROR INVALID_VALUE .pages[0]
                    pages: [{statuses: [5xx], status: 1}] | ERROR INVALID_VALUE .pages[0].status
                    """)
    void findings(String yaml, String finding) {
        assertThat(Judged.feature("errorPages", yaml))
                .containsExactly(Judged.below("spec.errorPages", finding));
    }
}
