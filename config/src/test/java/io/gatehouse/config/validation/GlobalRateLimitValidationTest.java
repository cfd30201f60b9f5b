// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GlobalRateLimitValidationTest {
    @Test
    void whatIsAllowedGivesNoFinding() {
        assertThat(
                        Judged.feature(
                                "globalRateLimit",
                                "service: {host: a, port: 80}, domain: d, timeout: 1s, failClosed: true, status: 503, rateLimitHeaders: true, descriptors: [{entries: [{clientAddress: true}, {header: x-user, key: user}, {method: true}, {path: true}, {value: a, key: b}]}]"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    domain: d, descriptors: [{entries: [{path: true}]}] | ERROR MISSING_FIELD .service
                    service: {port: 80}, domain: d, descriptors: [{entries: [{path: true}]}] | ERROR INVALID_VALUE .service.host
                    service: {host: '*.a', port: 80}, domain: d, descriptors: [{entries: [{path: true}]}] | ERROR INVALID_VALUE .service.host
                    service: {host: a}, domain: d, descriptors: [{entries: [{path: true}]}] | ERROR INVALID_VALUE .service.port
                    service: {host: a, port: 80}, descriptors: [{entries: [{path: true}]}] | ERROR MISSING_FIELD .domain
                    service: {host: a, port: 80}, domain: d | ERROR MISSING_FIELD .descriptors
                    service: {host: a, port: 80}, domain: d, descriptors: [{}] | ERROR MISSING_FIELD .descriptors[0].entries
                    service: {host: a, port: 80}, domain: d, descriptors: [{entries: [{key: a}]}] | ERROR INVALID_VALUE .descriptors[0].entries[0]
                    service: {host: a, port: 80}, domain: d, descriptors: [{entries: [{path: true, method: true}]}] | ERROR INVALID_VALUE .descriptors[0].entries[0]
                    service: {host: a, port: 80}, domain: d, descriptors: [{entries: [{clientAddress: true, key: a}]}] | ERROR INVALID_VALUE .descriptors[0].entries[0].key
                    service: {host: a, port: 80}, domain: d, descriptors: [{entries: [{header: 'a b'}]}] | ERROR INVALID_VALUE .descriptors[0].entries[0].header
                    service: {host: a, port: 80}, domain: d, descriptors: [{entries: [{path: true}]}], timeout: 0s | ERROR INVALID_VALUE .timeout
                    service: {host: a, port: 80}, domain: d, descriptors: [{entries: [{path: true}]}], status: 200 | ERROR INVALID_VALUE .status
                    service: {host: a, port: 80}, domain: d, descriptors: [{entries: [{path: true}]}], status: 420 | ERROR INVALID_VALUE .status
                    """)
    void findings(String yaml, String finding) {
        assertThat(Judged.feature("globalRateLimit", yaml))
                .containsExactly(Judged.below("spec.globalRateLimit", finding));
    }
}
