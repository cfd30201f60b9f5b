// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import io.gatehouse.config.istio.Delegate;
import io.gatehouse.config.istio.Destination;
import io.gatehouse.config.istio.Headers;
import io.gatehouse.config.istio.Headers.HeaderOperations;
import io.gatehouse.config.istio.HttpDirectResponse;
import io.gatehouse.config.istio.HttpRedirect;
import io.gatehouse.config.istio.HttpRewrite;
import io.gatehouse.config.istio.HttpRoute;
import io.gatehouse.config.istio.HttpRouteDestination;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Istio's rules for one of `spec.http`.
///
/// @param delegate whether the VirtualService is one that others delegate to
record HttpRouteValidation(boolean delegate) {
    /// The statuses that Envoy can redirect with. Istio admits all of 3xx, and a route with any
    /// other makes Envoy refuse the whole route configuration.
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    private static final int LARGEST_BODY = 1 << 20;
    private static final int LARGE_BODY = 100 << 10;

    void validate(Scope scope, HttpRoute route) {
        action(scope, route);
        HttpMatchValidation matches = new HttpMatchValidation();
        scope.field("match").each(route.match(), matches::validate);
        destinations(scope.field("route"), route.route());
        route.redirect().ifPresent(redirect -> redirect(scope.field("redirect"), redirect, route));
        route.directResponse().ifPresent(r -> directResponse(scope.field("directResponse"), r));
        route.rewrite().ifPresent(rewrite -> rewrite(scope.field("rewrite"), rewrite));
        route.timeout().ifPresent(timeout -> Values.duration(scope.field("timeout"), timeout));
        route.retries().ifPresent(r -> HttpRetryValidation.validate(scope.field("retries"), r));
        route.headers().ifPresent(h -> HeaderValidation.validate(scope.field("headers"), h));
        authority(scope, route);
        HttpRouteExtrasValidation.validate(scope, route);
        HttpDoubts.find(scope, route, delegate);
    }

    /// Exactly one thing is done with a request.
    private void action(Scope scope, HttpRoute route) {
        if (route.delegate().isPresent() && delegate) {
            scope.field("delegate").invalid("found a delegate in a delegate (expected: none)");
        }
        if (route.delegate().isPresent()) {
            boolean other = !route.route().isEmpty() || route.redirect().isPresent();
            if (other) {
                scope.invalid("found a delegate with route or redirect (expected: one of them)");
            }
            delegate(scope.field("delegate"), route.delegate().get());
            return;
        }
        Values.oneOf(
                scope,
                "route, redirect and directResponse",
                !route.route().isEmpty(),
                route.redirect().isPresent(),
                route.directResponse().isPresent());
        boolean answered = route.redirect().isPresent() || route.directResponse().isPresent();
        if (!answered && route.route().isEmpty()) {
            scope.field("route")
                    .missing("a rule must have one of route, redirect, directResponse, delegate");
        }
        if (answered && route.rewrite().isPresent()) {
            scope.field("rewrite")
                    .invalid(
                            "found a rewrite in a rule that forwards nothing (expected: with route)");
        }
        if (answered && route.fault().isPresent()) {
            scope.field("fault")
                    .invalid(
                            "found a fault in a rule that forwards nothing (expected: with route)");
        }
    }

    private static void delegate(Scope scope, Delegate delegate) {
        if (delegate.name().isEmpty()) {
            scope.field("name").missing("a delegate must have the name of a VirtualService");
        }
        if (!delegate.namespace().isEmpty()) {
            HostNames.labelProblem(delegate.namespace())
                    .ifPresent(scope.field("namespace")::invalid);
        }
    }

    private static void destinations(Scope scope, List<HttpRouteDestination> destinations) {
        scope.each(
                destinations,
                (item, weighted) -> {
                    destination(item.field("destination"), weighted.destination());
                    weight(item.field("weight"), weighted.weight());
                    weighted.headers()
                            .ifPresent(h -> HeaderValidation.validate(item.field("headers"), h));
                });
        totalWeight(scope, destinations.stream().map(HttpRouteDestination::weight).toList());
    }

    static void weight(Scope scope, int weight) {
        if (weight < 0) {
            scope.invalid("found %d (expected: 0 or more)".formatted(weight));
        }
    }

    static void totalWeight(Scope scope, List<Integer> weights) {
        long total = weights.stream().mapToLong(Integer::longValue).sum();
        if (weights.size() > 1 && total == 0) {
            scope.invalid("found no weight above 0 (expected: at least one)");
        } else if (total > Integer.toUnsignedLong(-1)) {
            scope.invalid(
                    "found weights of %d together (expected: at most 4294967295)".formatted(total));
        }
    }

    static void destination(Scope scope, Optional<Destination> destination) {
        if (destination.isEmpty()) {
            scope.missing("a destination must have a host");
            return;
        }
        Destination value = destination.get();
        if (value.host().isEmpty()) {
            scope.field("host").missing("a destination must have a host");
        } else if (value.host().equals("*")) {
            scope.field("host").invalid("found \"*\" (expected: the name of a service)");
        } else {
            HostNames.wildcardProblem(value.host()).ifPresent(scope.field("host")::invalid);
        }
        value.port().ifPresent(p -> Values.port(scope.field("port").field("number"), p.number()));
        if (!value.subset().isEmpty() && !HostNames.isLabel(value.subset())) {
            scope.field("subset")
                    .invalid(
                            "found %s (expected: %s)"
                                    .formatted(Scope.quote(value.subset()), HostNames.LABEL_RULE));
        }
    }

    private static void redirect(Scope scope, HttpRedirect redirect, HttpRoute route) {
        Values.oneOf(
                scope,
                "uri and prefixRewrite",
                !redirect.uri().isEmpty(),
                !redirect.prefixRewrite().isEmpty());
        Values.oneOf(
                scope,
                "port and derivePort",
                redirect.port().isPresent(),
                redirect.derivePort().isPresent());
        boolean prefixes =
                route.match().stream()
                        .flatMap(match -> match.uri().stream())
                        .allMatch(uri -> uri.prefix().isPresent());
        if (!redirect.prefixRewrite().isEmpty() && !prefixes) {
            scope.field("prefixRewrite")
                    .invalid("found a match that is no prefix (expected: only matches by prefix)");
        }
        boolean empty =
                redirect.uri().isEmpty()
                        && redirect.prefixRewrite().isEmpty()
                        && redirect.authority().isEmpty()
                        && redirect.scheme().isEmpty()
                        && redirect.port().isEmpty()
                        && redirect.derivePort().isEmpty();
        if (empty) {
            scope.missing("a redirect must have uri, authority, scheme, port or derivePort");
        }
        if (redirect.redirectCode() != 0 && !REDIRECTS.contains(redirect.redirectCode())) {
            scope.field("redirectCode")
                    .invalid(
                            "found %d (expected: 301, 302, 303, 307 or 308)"
                                    .formatted(redirect.redirectCode()));
        }
        if (!Set.of("", "http", "https").contains(redirect.scheme())) {
            scope.field("scheme")
                    .invalid(
                            "found %s (expected: http or https)"
                                    .formatted(Scope.quote(redirect.scheme())));
        }
        redirect.port().ifPresent(port -> Values.port(scope.field("port"), port));
    }

    private static void directResponse(Scope scope, HttpDirectResponse response) {
        status(scope.field("status"), response.status());
        response.body()
                .ifPresent(body -> {
                    Values.oneOf(
                            scope.field("body"),
                            "string and bytes",
                            body.string().isPresent(),
                            body.bytes().isPresent());
                    int size =
                            body.string().map(s -> HeaderValidation.utf8Length(s)).orElse(0)
                                    + body.bytes().map(b -> b.size()).orElse(0);
                    if (size > LARGEST_BODY) {
                        scope.field("body")
                                .invalid(
                                        "found %d bytes (expected: at most %d)"
                                                .formatted(size, LARGEST_BODY));
                    } else if (size > LARGE_BODY) {
                        scope.field("body")
                                .doubtful(
                                        "found %d bytes, which every gateway keeps in its memory (expected: at most %d)"
                                                .formatted(size, LARGE_BODY));
                    }
                });
    }

    static void status(Scope scope, int status) {
        if (status < 200 || status > 599) {
            scope.invalid("found %d (expected: an HTTP status, 200 to 599)".formatted(status));
        }
    }

    private static void rewrite(Scope scope, HttpRewrite rewrite) {
        Values.oneOf(
                scope,
                "uri and uriRegexRewrite",
                !rewrite.uri().isEmpty(),
                rewrite.uriRegexRewrite().isPresent());
        boolean empty = rewrite.uri().isEmpty() && rewrite.authority().isEmpty();
        if (empty && rewrite.uriRegexRewrite().isEmpty()) {
            scope.missing("a rewrite must have uri, uriRegexRewrite or authority");
        }
        rewrite.uriRegexRewrite()
                .ifPresent(regex -> {
                    Scope at = scope.field("uriRegexRewrite");
                    Values.regex(at.field("match"), regex.match());
                    if (regex.rewrite().isEmpty()) {
                        at.field("rewrite").missing("what replaces the match must be given");
                    }
                });
    }

    /// The host that goes upstream may be set in one place only.
    private static void authority(Scope scope, HttpRoute route) {
        Map<String, String> none = Map.of();
        Optional<HeaderOperations> request = route.headers().flatMap(Headers::request);
        long places =
                route.rewrite().filter(r -> !r.authority().isEmpty()).stream().count()
                        + authorities(
                                request.<Map<String, String>>map(HeaderOperations::set)
                                        .orElse(none))
                        + authorities(
                                request.<Map<String, String>>map(HeaderOperations::add)
                                        .orElse(none));
        if (places > 1) {
            scope.invalid(
                    "found the authority set in %d places (expected: one of rewrite.authority and the header Host)"
                            .formatted(places));
        }
    }

    private static long authorities(Map<String, String> headers) {
        return headers.keySet().stream().filter(HeaderValidation::isAuthority).count();
    }
}
