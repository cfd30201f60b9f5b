// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.filter;

import com.google.protobuf.Any;
import io.envoyproxy.envoy.extensions.filters.common.fault.v3.FaultDelay;
import io.envoyproxy.envoy.extensions.filters.http.fault.v3.FaultAbort;
import io.envoyproxy.envoy.extensions.filters.http.fault.v3.HTTPFault;
import io.gatehouse.envoy.EnvoyDuration;
import io.gatehouse.envoy.Shares;
import io.gatehouse.routing.ConnectionHandling.HttpRequests;
import io.gatehouse.routing.FaultInjection;
import io.gatehouse.routing.FaultInjection.Failure;
import io.gatehouse.routing.FaultInjection.HoldUp;
import io.gatehouse.routing.RouteRule;
import java.util.Optional;

/// In every chain, and without effect where no rule asks for faults, so that asking for one does
/// not touch a listener.
final class FaultFilter implements HttpFilterTranslator {
    private static final Any CONFIG = Any.pack(HTTPFault.getDefaultInstance());

    @Override
    public HttpFilterOrder order() {
        return HttpFilterOrder.FAULT;
    }

    @Override
    public Optional<Any> chainConfig(HttpRequests http) {
        return Optional.of(CONFIG);
    }

    @Override
    public Optional<Any> routeConfig(RouteRule rule) {
        return rule.feature(FaultInjection.class).map(FaultFilter::fault);
    }

    private static Any fault(FaultInjection injection) {
        HTTPFault.Builder fault = HTTPFault.newBuilder();
        injection.holdUp().map(FaultFilter::delay).ifPresent(fault::setDelay);
        injection.failure().map(FaultFilter::abort).ifPresent(fault::setAbort);
        return Any.pack(fault.build());
    }

    private static FaultDelay delay(HoldUp holdUp) {
        return FaultDelay.newBuilder()
                .setFixedDelay(EnvoyDuration.of(holdUp.time()))
                .setPercentage(Shares.perMillion(holdUp.perMillion()))
                .build();
    }

    private static FaultAbort abort(Failure failure) {
        FaultAbort.Builder abort =
                FaultAbort.newBuilder().setPercentage(Shares.perMillion(failure.perMillion()));
        return switch (failure) {
            case Failure.HttpStatus(int status, int _) -> abort.setHttpStatus(status).build();
            case Failure.GrpcStatus(int code, int _) -> abort.setGrpcStatus(code).build();
        };
    }
}
