// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.route;

import com.google.protobuf.Any;
import com.google.protobuf.UInt32Value;
import io.envoyproxy.envoy.config.route.v3.RetryPolicy;
import io.envoyproxy.envoy.config.route.v3.RetryPolicy.RetryBackOff;
import io.envoyproxy.envoy.config.route.v3.RetryPolicy.RetryHostPredicate;
import io.envoyproxy.envoy.config.route.v3.RetryPolicy.RetryPriority;
import io.envoyproxy.envoy.extensions.retry.host.previous_hosts.v3.PreviousHostsPredicate;
import io.envoyproxy.envoy.extensions.retry.priority.previous_priorities.v3.PreviousPrioritiesConfig;
import io.gatehouse.envoy.EnvoyDuration;
import io.gatehouse.routing.Retries;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

final class RetryTranslator {
    private static final String BY_STATUS = "retriable-status-codes";

    /// How often Istio lets Envoy pick again to find an endpoint that was not tried yet.
    private static final int HOST_SELECTION_ATTEMPTS = 5;

    private static final RetryHostPredicate NOT_TRIED_YET =
            RetryHostPredicate.newBuilder()
                    .setName("envoy.retry_host_predicates.previous_hosts")
                    .setTypedConfig(Any.pack(PreviousHostsPredicate.getDefaultInstance()))
                    .build();

    private static final RetryPriority OTHER_LOCALITIES =
            RetryPriority.newBuilder()
                    .setName("envoy.retry_priorities.previous_priorities")
                    .setTypedConfig(
                            Any.pack(
                                    PreviousPrioritiesConfig.newBuilder()
                                            .setUpdateFrequency(2)
                                            .build()))
                    .build();

    private RetryTranslator() {}

    /// Absent where nothing is to be tried again.
    static Optional<RetryPolicy> translate(Retries retries) {
        if (retries.attempts() <= 0) {
            return Optional.empty();
        }
        RetryPolicy.Builder policy =
                RetryPolicy.newBuilder()
                        .setNumRetries(UInt32Value.of(retries.attempts()))
                        .setRetryOn(String.join(",", conditions(retries)))
                        .addAllRetriableStatusCodes(retries.statuses())
                        .setHostSelectionRetryMaxAttempts(HOST_SELECTION_ATTEMPTS);
        retries.perTryTimeout().map(EnvoyDuration::of).ifPresent(policy::setPerTryTimeout);
        retries.backoff()
                .map(EnvoyDuration::of)
                .map(base -> RetryBackOff.newBuilder().setBaseInterval(base).build())
                .ifPresent(policy::setRetryBackOff);
        if (retries.avoidTriedHosts()) {
            policy.addRetryHostPredicate(NOT_TRIED_YET);
        }
        if (retries.otherLocalities()) {
            policy.setRetryPriority(OTHER_LOCALITIES);
        }
        return Optional.of(policy.build());
    }

    private static List<String> conditions(Retries retries) {
        List<String> conditions = new ArrayList<>(retries.conditions());
        if (!retries.statuses().isEmpty() && !conditions.contains(BY_STATUS)) {
            conditions.add(BY_STATUS);
        }
        return conditions;
    }
}
