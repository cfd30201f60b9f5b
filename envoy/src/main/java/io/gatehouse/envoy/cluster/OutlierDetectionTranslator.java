// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.cluster;

import com.google.protobuf.UInt32Value;
import io.envoyproxy.envoy.config.cluster.v3.OutlierDetection;
import io.envoyproxy.envoy.config.common.matcher.v3.HttpHeadersMatch;
import io.envoyproxy.envoy.config.common.matcher.v3.MatchPredicate;
import io.envoyproxy.envoy.config.route.v3.HeaderMatcher;
import io.envoyproxy.envoy.type.matcher.v3.RegexMatcher;
import io.envoyproxy.envoy.type.matcher.v3.StringMatcher;
import io.gatehouse.envoy.EnvoyDuration;
import io.gatehouse.routing.OutlierEjection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// When endpoints are ejected. Only counts of failures eject; Envoy's comparison of success rates
/// stays off, as in Istio.
final class OutlierDetectionTranslator {
    private static final UInt32Value NEVER = UInt32Value.of(0);
    private static final UInt32Value ALWAYS = UInt32Value.of(100);

    private OutlierDetectionTranslator() {}

    static OutlierDetection translate(OutlierEjection ejection) {
        OutlierDetection.Builder detection =
                OutlierDetection.newBuilder().setEnforcingSuccessRate(NEVER);
        ejection.serverErrors()
                .ifPresent(count ->
                        detection
                                .setConsecutive5Xx(UInt32Value.of(count))
                                .setEnforcingConsecutive5Xx(enforced(count)));
        ejection.gatewayErrors()
                .ifPresent(count ->
                        detection
                                .setConsecutiveGatewayFailure(UInt32Value.of(count))
                                .setEnforcingConsecutiveGatewayFailure(enforced(count)));
        ejection.localFailures()
                .ifPresent(local -> {
                    detection
                            .setSplitExternalLocalOriginErrors(true)
                            .setEnforcingLocalOriginSuccessRate(NEVER);
                    local.consecutive()
                            .ifPresent(count ->
                                    detection
                                            .setConsecutiveLocalOriginFailure(UInt32Value.of(count))
                                            .setEnforcingConsecutiveLocalOriginFailure(
                                                    enforced(count)));
                });
        ejection.interval().map(EnvoyDuration::of).ifPresent(detection::setInterval);
        ejection.ejectionTime().map(EnvoyDuration::of).ifPresent(detection::setBaseEjectionTime);
        ejection.maximumPercent().map(UInt32Value::of).ifPresent(detection::setMaxEjectionPercent);
        return detection.build();
    }

    /// What counts as an error, where the answer's status alone does not tell: it goes with the
    /// options of HTTP.
    static Optional<MatchPredicate> errors(OutlierEjection ejection) {
        return Optional.of(ejection.errorStatuses())
                .filter(statuses -> !statuses.isEmpty())
                .map(OutlierDetectionTranslator::oneOf);
    }

    private static MatchPredicate oneOf(List<Integer> statuses) {
        String regex = statuses.stream().map(String::valueOf).collect(Collectors.joining("|"));
        HeaderMatcher status =
                HeaderMatcher.newBuilder()
                        .setName(":status")
                        .setStringMatch(
                                StringMatcher.newBuilder()
                                        .setSafeRegex(RegexMatcher.newBuilder().setRegex(regex)))
                        .build();
        return MatchPredicate.newBuilder()
                .setHttpResponseHeadersMatch(HttpHeadersMatch.newBuilder().addHeaders(status))
                .build();
    }

    private static UInt32Value enforced(int count) {
        return count > 0 ? ALWAYS : NEVER;
    }
}
