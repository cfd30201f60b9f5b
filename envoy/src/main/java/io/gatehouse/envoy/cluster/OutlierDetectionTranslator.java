// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.cluster;

import com.google.protobuf.UInt32Value;
import io.envoyproxy.envoy.config.cluster.v3.OutlierDetection;
import io.gatehouse.envoy.EnvoyDuration;
import io.gatehouse.routing.OutlierEjection;

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

    private static UInt32Value enforced(int count) {
        return count > 0 ? ALWAYS : NEVER;
    }
}
