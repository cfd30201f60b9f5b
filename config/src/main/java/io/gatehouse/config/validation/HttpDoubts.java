// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import io.gatehouse.config.istio.HttpDirectResponse;
import io.gatehouse.config.istio.HttpFaultInjection;
import io.gatehouse.config.istio.HttpMatchRequest;
import io.gatehouse.config.istio.HttpRetry;
import io.gatehouse.config.istio.HttpRewrite;
import io.gatehouse.config.istio.HttpRoute;
import io.gatehouse.config.istio.StringMatch;
import java.util.Optional;
import java.util.function.Predicate;

/// What a rule may say, works as in Istio, and is hardly what its author means.
final class HttpDoubts {
    private static final int CREATED = 201;

    private HttpDoubts() {}

    /// @param delegate whether the rule is a delegate's, which takes only what the rule that
    ///   delegates takes
    static void find(Scope scope, HttpRoute route, boolean delegate) {
        scope.field("match").each(route.match(), HttpDoubts::match);
        route.rewrite()
                .map(HttpRewrite::uri)
                .filter(uri -> !uri.isEmpty() && !route.route().isEmpty())
                .ifPresent(
                        uri -> rewrite(scope.field("rewrite").field("uri"), uri, route, delegate));
        route.directResponse().ifPresent(r -> location(scope.field("directResponse"), r));
        route.fault().ifPresent(fault -> shares(scope.field("fault"), fault));
        route.retries().ifPresent(retry -> statuses(scope.field("retries"), retry));
        if (route.corsPolicy().isPresent() && !route.match().isEmpty()) {
            preflights(scope.field("corsPolicy"), route);
        }
    }

    private static void match(Scope scope, HttpMatchRequest match) {
        match.uri().ifPresent(uri -> path(scope.field("uri"), uri));
        boolean regex = match.uri().flatMap(StringMatch::regex).isPresent();
        if (match.ignoreUriCase() && regex) {
            scope.field("ignoreUriCase")
                    .doubtful(
                            "found true beside a regex, which heeds case all the same (expected: (?i) in the regex)");
        }
        match.queryParams().forEach((name, value) -> query(scope, name, value));
    }

    private static void path(Scope scope, StringMatch uri) {
        uri.exact().ifPresent(exact -> path(scope.field("exact"), exact));
        uri.prefix().ifPresent(prefix -> path(scope.field("prefix"), prefix));
    }

    private static void path(Scope scope, String path) {
        if (!path.isEmpty() && !path.startsWith("/") && !path.equals("*")) {
            scope.doubtful(
                    "found %s, which no path matches (expected: a / at the start)"
                            .formatted(Scope.quote(path)));
        } else if (path.indexOf('?') >= 0 || path.indexOf('#') >= 0) {
            scope.doubtful(
                    "found %s, which no path matches: the query is no part of it (expected: queryParams)"
                            .formatted(Scope.quote(path)));
        }
    }

    private static void query(Scope scope, String name, StringMatch value) {
        Optional<String> text = value.exact().or(value::prefix);
        if (text.filter(t -> t.chars().anyMatch(c -> c <= ' ' || c > '~')).isPresent()) {
            scope.field("queryParams")
                    .entry(name)
                    .doubtful(
                            "found %s, which no query matches: it is compared as it was sent (expected: %%20 or + for a blank, %%XX for other characters)"
                                    .formatted(Scope.quote(text.get())));
        }
    }

    /// What replaces a prefix is joined with the rest of the path as it is.
    private static void rewrite(Scope scope, String uri, HttpRoute route, boolean delegate) {
        boolean everything =
                route.match().isEmpty()
                        || route.match().stream().anyMatch(match -> match.uri().isEmpty());
        boolean slashPrefix =
                (everything && !delegate)
                        || prefixes(route, prefix -> prefix.endsWith("/") && !prefix.isEmpty());
        boolean barePrefix = prefixes(route, prefix -> !prefix.endsWith("/") && !prefix.isEmpty());
        if (uri.endsWith("/") && barePrefix) {
            scope.doubtful(
                    "found %s for a prefix without / at its end, so that what follows the prefix gets two (expected: a prefix that ends in /, too)"
                            .formatted(Scope.quote(uri)));
        } else if (!uri.endsWith("/") && slashPrefix) {
            scope.doubtful(
                    "found %s in the place of a prefix that ends in /, so that what follows is joined to it without one (expected: a / at the end)"
                            .formatted(Scope.quote(uri)));
        }
    }

    private static boolean prefixes(HttpRoute route, Predicate<String> condition) {
        return route.match().stream()
                .flatMap(match -> match.uri().stream())
                .flatMap(uri -> uri.prefix().stream())
                .anyMatch(condition);
    }

    /// Envoy adds the request's own URL.
    private static void location(Scope scope, HttpDirectResponse response) {
        int status = response.status();
        if (status / 100 == 3 && status != 304) {
            scope.field("status")
                    .doubtful(
                            "found %d: clients are told to come back to the very same URL (expected: redirect)"
                                    .formatted(status));
        } else if (status == CREATED) {
            scope.field("status").noted("the answer also carries Location, with the request's URL");
        }
    }

    private static void shares(Scope scope, HttpFaultInjection fault) {
        fault.abort()
                .filter(abort -> abort.percentage().isEmpty())
                .ifPresent(_ -> never(scope.field("abort")));
        fault.delay()
                .filter(delay -> delay.percentage().isEmpty() && delay.percent() == 0)
                .ifPresent(_ -> never(scope.field("delay")));
    }

    private static void never(Scope scope) {
        scope.field("percentage").doubtful("without a percentage this never happens");
    }

    private static void statuses(Scope scope, HttpRetry retry) {
        if (retry.attempts() > 0 && retry.retryOn().isEmpty()) {
            scope.field("retryOn")
                    .noted(
                            "without it, answers with an error status are not tried again (5xx would)");
        }
    }

    /// A preflight is an OPTIONS request.
    private static void preflights(Scope scope, HttpRoute route) {
        boolean otherMethods =
                route.match().stream()
                        .allMatch(match ->
                                match.method()
                                        .flatMap(StringMatch::exact)
                                        .filter(method -> !method.equals("OPTIONS"))
                                        .isPresent());
        if (otherMethods) {
            scope.doubtful(
                    "found on a rule that takes no OPTIONS requests, so preflights do not come here (expected: OPTIONS among the rule's methods)");
        }
    }
}
