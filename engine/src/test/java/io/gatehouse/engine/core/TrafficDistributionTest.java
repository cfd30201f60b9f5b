// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.core.Service;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrafficDistributionTest {
    @ParameterizedTest
    @CsvSource({
        "PreferClose, '', SAME_ZONE",
        "PreferSameZone, Any, SAME_ZONE",
        "PreferSameNode, '', SAME_NODE",
        "Elsewhere, prefersamenode, SAME_NODE",
        "'', PREFERCLOSE, SAME_ZONE",
        "'', Any, ANY",
    })
    void theFieldComesBeforeTheAnnotation(
            String field, String annotation, TrafficDistribution expected) {
        assertThat(
                        TrafficDistribution.of(
                                Optional.of(field).filter(text -> !text.isEmpty()),
                                Map.of(Service.DISTRIBUTION_ANNOTATION, annotation)))
                .contains(expected);
    }

    @Test
    void whoSaysNothingLeavesItToTheNamespace() {
        assertThat(TrafficDistribution.of(Optional.empty(), Map.of())).isEmpty();
    }
}
