// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import io.gatehouse.config.istio.CorsPolicy;
import io.gatehouse.config.istio.GrpcStatusNames;
import io.gatehouse.config.istio.HttpFaultInjection;
import io.gatehouse.config.istio.HttpMirrorPolicy;
import io.gatehouse.config.istio.HttpRoute;
import io.gatehouse.config.istio.StringMatch;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Istio's rules for what accompanies a rule: mirroring, faults, CORS, delegation.
final class HttpRouteExtrasValidation {
    private static final Set<String> METHODS =
            Set.of(
                    "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "CONNECT", "OPTIONS", "TRACE",
                    "*");

    private HttpRouteExtrasValidation() {}

    static void validate(Scope scope, HttpRoute route) {
        mirrors(scope, route);
        route.fault().ifPresent(fault -> fault(scope.field("fault"), fault));
        route.corsPolicy().ifPresent(cors -> cors(scope.field("corsPolicy"), cors));
    }

    private static void mirrors(Scope scope, HttpRoute route) {
        Values.oneOf(
                scope,
                "mirror and mirrors",
                route.mirror().isPresent(),
                !route.mirrors().isEmpty());
        route.mirror()
                .ifPresent(m ->
                        HttpRouteValidation.destination(scope.field("mirror"), Optional.of(m)));
        scope.field("mirrors").each(route.mirrors(), HttpRouteExtrasValidation::mirror);
        route.mirrorPercentage().ifPresent(p -> Values.percent(scope.field("mirrorPercentage"), p));
        route.mirrorPercent()
                .filter(percent -> percent < 0 || percent > 100)
                .ifPresent(percent ->
                        scope.field("mirrorPercent")
                                .invalid("found %d (expected: 0 to 100)".formatted(percent)));
        if (route.mirrorPercent().isPresent()) {
            scope.field("mirrorPercent").deprecated("mirrorPercentage, or mirrors");
        }
        if (route.mirror().isEmpty()) {
            route.mirrorPercentage()
                    .ifPresent(_ ->
                            scope.field("mirrorPercentage")
                                    .doubtful(
                                            "found a percentage without mirror; it has no effect"));
        }
    }

    private static void mirror(Scope scope, HttpMirrorPolicy mirror) {
        HttpRouteValidation.destination(scope.field("destination"), mirror.destination());
        mirror.percentage().ifPresent(p -> Values.percent(scope.field("percentage"), p));
    }

    private static void fault(Scope scope, HttpFaultInjection fault) {
        if (fault.abort().isEmpty() && fault.delay().isEmpty()) {
            scope.missing("a fault must have delay or abort");
        }
        fault.delay().ifPresent(delay -> delay(scope.field("delay"), delay));
        fault.abort().ifPresent(abort -> abort(scope.field("abort"), abort));
    }

    private static void delay(Scope scope, HttpFaultInjection.Delay delay) {
        Values.oneOf(
                scope,
                "fixedDelay and exponentialDelay",
                delay.fixedDelay().isPresent(),
                delay.exponentialDelay().isPresent());
        delay.percentage().ifPresent(p -> Values.percent(scope.field("percentage"), p));
        Values.wholePercent(scope.field("percent"), delay.percent());
        if (delay.percent() != 0) {
            scope.field("percent").deprecated("percentage");
        }
        if (delay.fixedDelay().isEmpty() && delay.exponentialDelay().isEmpty()) {
            scope.doubtful("found a delay without fixedDelay, which delays nothing");
        }
        delay.fixedDelay().ifPresent(d -> Values.duration(scope.field("fixedDelay"), d));
        if (delay.exponentialDelay().isPresent()) {
            scope.field("exponentialDelay")
                    .invalid("exponentialDelay does nothing in Istio (expected: fixedDelay)");
        }
    }

    private static void abort(Scope scope, HttpFaultInjection.Abort abort) {
        Values.oneOf(
                scope,
                "httpStatus, grpcStatus and http2Error",
                abort.httpStatus().isPresent(),
                abort.grpcStatus().isPresent(),
                abort.http2Error().isPresent());
        abort.percentage().ifPresent(p -> Values.percent(scope.field("percentage"), p));
        abort.httpStatus().ifPresent(s -> HttpRouteValidation.status(scope.field("httpStatus"), s));
        abort.grpcStatus()
                .filter(status -> !GrpcStatusNames.BY_NUMBER.contains(status))
                .ifPresent(status ->
                        scope.field("grpcStatus")
                                .invalid(
                                        "found %s (expected: one of %s)"
                                                .formatted(
                                                        Scope.quote(status),
                                                        String.join(
                                                                ", ", GrpcStatusNames.BY_NUMBER))));
        if (abort.httpStatus().isEmpty()
                && abort.grpcStatus().isEmpty()
                && abort.http2Error().isEmpty()) {
            scope.doubtful(
                    "found an abort without httpStatus and grpcStatus, which aborts nothing");
        }
        if (abort.http2Error().isPresent()) {
            scope.field("http2Error")
                    .invalid(
                            "http2Error does nothing in Istio (expected: httpStatus or grpcStatus)");
        }
    }

    private static void cors(Scope scope, CorsPolicy cors) {
        if (!cors.allowOrigin().isEmpty()) {
            scope.field("allowOrigin").deprecated("allowOrigins");
        }
        if (!cors.allowOrigin().isEmpty() && !cors.allowOrigins().isEmpty()) {
            scope.field("allowOrigin").doubtful("found it beside allowOrigins, which alone holds");
        }
        scope.field("allowOrigins").each(cors.allowOrigins(), HttpRouteExtrasValidation::origin);
        scope.field("allowMethods")
                .each(
                        cors.allowMethods(),
                        (item, method) -> {
                            if (!METHODS.contains(method)) {
                                item.invalid(
                                        "found %s (expected: an HTTP method in capitals, or \"*\")"
                                                .formatted(Scope.quote(method)));
                            }
                        });
        headerNames(scope.field("allowHeaders"), cors.allowHeaders());
        headerNames(scope.field("exposeHeaders"), cors.exposeHeaders());
        cors.maxAge()
                .ifPresent(age -> {
                    Values.duration(scope.field("maxAge"), age);
                    if (age.toNanosPart() != 0) {
                        scope.field("maxAge")
                                .invalid("found a fraction of a second (expected: whole seconds)");
                    }
                });
    }

    private static void origin(Scope scope, StringMatch origin) {
        Values.match(scope, origin, false);
        boolean empty = origin.exact().or(origin::prefix).or(origin::regex).orElse("").isEmpty();
        if (empty) {
            scope.missing("an origin must have exact, prefix or regex");
        }
    }

    private static void headerNames(Scope scope, List<String> names) {
        scope.each(
                names,
                (item, name) -> {
                    if (!HeaderValidation.isName(name)) {
                        item.invalid(
                                "found %s, which is no name of a header"
                                        .formatted(Scope.quote(name)));
                    }
                });
    }
}
