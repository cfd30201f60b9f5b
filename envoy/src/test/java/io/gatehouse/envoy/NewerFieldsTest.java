// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import io.envoyproxy.envoy.config.cluster.v3.CircuitBreakers.Thresholds.RetryBudget;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.common.matcher.v3.MatchPredicate;
import io.envoyproxy.envoy.extensions.upstreams.http.v3.HttpProtocolOptions;
import org.junit.jupiter.api.Test;

class NewerFieldsTest {
    @Test
    void fieldsThatTheClassesDoNotKnowAreWrittenByName() {
        RetryBudget.Builder budget = RetryBudget.newBuilder();
        NewerFields.setBudgetInterval(budget, Duration.newBuilder().setSeconds(10).build());
        HttpProtocolOptions.Builder options = HttpProtocolOptions.newBuilder();
        NewerFields.setErrorMatcher(options, MatchPredicate.newBuilder().setAnyMatch(true).build());
        Cluster.Builder cluster =
                Cluster.newBuilder()
                        .putTypedExtensionProtocolOptions("http", Any.pack(options.build()));
        cluster.getCircuitBreakersBuilder().addThresholdsBuilder().setRetryBudget(budget);

        for (String json :
                new String[] {
                    EnvoyJson.redacted(cluster.build()),
                    EnvoyJson.withSecrets(Any.pack(cluster.build()))
                }) {
            assertThat(json.replaceAll("\\s+", ""))
                    .contains("\"retryBudget\":{\"budgetInterval\":\"10s\"}")
                    .contains("\"outlierDetection\":{\"errorMatcher\":{\"anyMatch\":true}}");
        }
    }

    /// When this fails, the classes have caught up, and [NewerFields] is not needed any more.
    @Test
    void theClassesDoNotKnowThemYet() {
        assertThat(RetryBudget.getDescriptor().findFieldByNumber(NewerFields.BUDGET_INTERVAL))
                .isNull();
        assertThat(
                        HttpProtocolOptions.getDescriptor()
                                .findFieldByNumber(NewerFields.HTTP_OUTLIER_DETECTION))
                .isNull();
    }
}
