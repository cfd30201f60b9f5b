// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.istio.GrpcStatusNames;
import io.gatehouse.config.istio.HttpFaultInjection;
import io.gatehouse.config.istio.HttpFaultInjection.Abort;
import io.gatehouse.config.istio.HttpFaultInjection.Delay;
import io.gatehouse.config.istio.Percent;
import io.gatehouse.routing.FaultInjection;
import io.gatehouse.routing.FaultInjection.Failure;
import io.gatehouse.routing.FaultInjection.HoldUp;
import java.util.Optional;

/// Istio's `fault`. Without a percentage, nothing happens to any request.
final class FaultReader {
    private FaultReader() {}

    /// Absent where the fault does nothing at all.
    static Optional<FaultInjection> read(HttpFaultInjection fault) {
        FaultInjection injection =
                new FaultInjection(
                        fault.delay().flatMap(FaultReader::holdUp),
                        fault.abort().flatMap(FaultReader::failure));
        return Optional.of(injection)
                .filter(f -> f.holdUp().isPresent() || f.failure().isPresent());
    }

    private static Optional<HoldUp> holdUp(Delay delay) {
        Percent old = new Percent(delay.percent());
        int share = Share.perMillion(delay.percentage().orElse(old));
        return delay.fixedDelay().filter(_ -> share > 0).map(time -> new HoldUp(time, share));
    }

    private static Optional<Failure> failure(Abort abort) {
        int share = abort.percentage().map(Share::perMillion).orElse(0);
        if (share == 0) {
            return Optional.empty();
        }
        return abort.httpStatus()
                .<Failure>map(status -> new Failure.HttpStatus(status, share))
                .or(() ->
                        abort.grpcStatus()
                                .map(GrpcStatusNames.BY_NUMBER::indexOf)
                                .filter(code -> code >= 0)
                                .map(code -> new Failure.GrpcStatus(code, share)));
    }
}
