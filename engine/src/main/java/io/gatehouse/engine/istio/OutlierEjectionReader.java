// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.istio.OutlierDetection;
import io.gatehouse.routing.OutlierEjection;
import io.gatehouse.routing.OutlierEjection.LocalFailures;
import java.util.Optional;

/// `outlierDetection`; what it leaves out is as Envoy does it, as in Istio.
final class OutlierEjectionReader {
    private OutlierEjectionReader() {}

    static OutlierEjection read(OutlierDetection detection) {
        return new OutlierEjection(
                detection.consecutive5xxErrors(),
                detection.consecutiveGatewayErrors(),
                detection.splitExternalLocalOriginErrors()
                        ? Optional.of(localFailures(detection))
                        : Optional.empty(),
                detection.interval(),
                detection.baseEjectionTime(),
                Optional.of(detection.maxEjectionPercent()).filter(percent -> percent > 0),
                detection.minHealthPercent(),
                detection.outlierDetectionHttpErrorCodes());
    }

    private static LocalFailures localFailures(OutlierDetection detection) {
        return new LocalFailures(
                detection.consecutiveLocalOriginFailures().filter(count -> count > 0));
    }
}
