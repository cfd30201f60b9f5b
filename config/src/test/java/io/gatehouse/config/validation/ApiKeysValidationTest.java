// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ApiKeysValidationTest {
    @Test
    void whatIsAllowedGivesNoFinding() {
        assertThat(
                        Judged.feature(
                                "apiKeys",
                                "secretName: a, from: [{header: x-key}, {query: key}, {cookie: key}], allowedClients: [b], clientHeader: x-client, forwardKey: true"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    from: [{query: key}] | ERROR MISSING_FIELD .secretName
                    secretName: a | ERROR MISSING_FIELD .from
                    secretName: a, from: [{}] | ERROR INVALID_VALUE .from[0]
                    secretName: a, from: [{query: key, cookie: key}] | ERROR INVALID_VALUE .from[0]
                    secretName: a, from: [{header: ':path'}] | ERROR INVALID_VALUE .from[0].header
                    secretName: a, from: [{query: key}], allowedClients: [''] | ERROR MISSING_FIELD .allowedClients[0]
                    secretName: a, from: [{query: key}], clientHeader: ':authority' | ERROR INVALID_VALUE .clientHeader
                    """)
    void findings(String yaml, String finding) {
        assertThat(Judged.feature("apiKeys", yaml))
                .containsExactly(Judged.below("spec.apiKeys", finding));
    }
}
