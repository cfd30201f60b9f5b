// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.FindingCode;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForeignKindsTest {
    @ParameterizedTest
    @CsvSource({
        "networking.istio.io/v1, Sidecar, NO_EFFECT",
        "networking.istio.io/v1, WorkloadGroup, SAID_ELSEWHERE",
        "networking.k8s.io/v1, Ingress, SAID_ELSEWHERE",
        "gateway.networking.k8s.io/v1, Gateway, NOT_SUPPORTED_YET",
        "batch/v1, CronJob, UNKNOWN_KIND",
        "serving.knative.dev/v1, Service, UNKNOWN_KIND",
    })
    void kindsThatAreNotRead(String apiVersion, String kind, FindingCode code) {
        List<ReadResult> results =
                new YamlReader(ReadLimits.DEFAULT)
                        .read("f.yaml", "apiVersion: %s\nkind: %s".formatted(apiVersion, kind));
        assertThat(results).singleElement().isInstanceOf(ReadResult.Skipped.class);
        assertThat(results.getFirst().findings().getFirst().code()).isEqualTo(code);
    }
}
