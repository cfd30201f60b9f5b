// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy;

import com.google.protobuf.Duration;
import com.google.protobuf.MessageLite;
import com.google.protobuf.UnknownFieldSet;
import io.envoyproxy.envoy.config.cluster.v3.CircuitBreakers.Thresholds.RetryBudget;
import io.envoyproxy.envoy.config.common.matcher.v3.MatchPredicate;
import io.envoyproxy.envoy.extensions.upstreams.http.v3.HttpProtocolOptions;

/// Fields that Envoy has and its generated classes, which are older, have not. A message carries
/// them by number, as it would carry what it was sent; [NewerTypes] is how they are called.
public final class NewerFields {
    static final int HTTP_OUTLIER_DETECTION = 8;
    static final int ERROR_MATCHER = 1;
    static final int BUDGET_INTERVAL = 3;

    private NewerFields() {}

    /// `outlier_detection.error_matcher`: answers that match count as errors, all others as none.
    public static void setErrorMatcher(HttpProtocolOptions.Builder options, MatchPredicate errors) {
        options.mergeUnknownFields(field(HTTP_OUTLIER_DETECTION, field(ERROR_MATCHER, errors)));
    }

    /// `budget_interval`: how long a request counts.
    public static void setBudgetInterval(RetryBudget.Builder budget, Duration interval) {
        budget.mergeUnknownFields(field(BUDGET_INTERVAL, interval));
    }

    private static UnknownFieldSet field(int number, MessageLite value) {
        return UnknownFieldSet.newBuilder()
                .addField(
                        number,
                        UnknownFieldSet.Field.newBuilder()
                                .addLengthDelimited(value.toByteString())
                                .build())
                .build();
    }
}
