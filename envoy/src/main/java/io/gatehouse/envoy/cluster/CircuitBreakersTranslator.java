// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.cluster;

import com.google.protobuf.UInt32Value;
import io.envoyproxy.envoy.config.cluster.v3.CircuitBreakers;
import io.envoyproxy.envoy.config.cluster.v3.CircuitBreakers.Thresholds;
import io.envoyproxy.envoy.config.cluster.v3.CircuitBreakers.Thresholds.RetryBudget;
import io.envoyproxy.envoy.type.v3.Percent;
import io.gatehouse.envoy.EnvoyDuration;
import io.gatehouse.envoy.NewerFields;
import io.gatehouse.routing.UpstreamLimits;
import io.gatehouse.routing.UpstreamLimits.RetryShare;

/// Limits of an upstream. Envoy's own defaults are low, so each one is said.
final class CircuitBreakersTranslator {
    /// All bits set is the largest number of its unsigned field.
    private static final UInt32Value UNLIMITED = UInt32Value.of(-1);

    private CircuitBreakersTranslator() {}

    static CircuitBreakers translate(UpstreamLimits limits) {
        Thresholds.Builder thresholds =
                Thresholds.newBuilder()
                        .setMaxConnections(limit(limits.connections()))
                        .setMaxPendingRequests(limit(limits.pendingRequests()))
                        .setMaxRequests(limit(limits.requests()))
                        .setMaxRetries(limit(limits.retries()))
                        .setTrackRemaining(true);
        limits.retryShare()
                .map(CircuitBreakersTranslator::retryBudget)
                .ifPresent(thresholds::setRetryBudget);
        return CircuitBreakers.newBuilder().addThresholds(thresholds).build();
    }

    private static UInt32Value limit(int limit) {
        return limit > 0 ? UInt32Value.of(limit) : UNLIMITED;
    }

    private static RetryBudget retryBudget(RetryShare share) {
        RetryBudget.Builder budget =
                RetryBudget.newBuilder()
                        .setBudgetPercent(Percent.newBuilder().setValue(share.percent()))
                        .setMinRetryConcurrency(UInt32Value.of(share.atLeast()));
        share.window()
                .map(EnvoyDuration::of)
                .ifPresent(window -> NewerFields.setBudgetInterval(budget, window));
        return budget.build();
    }
}
