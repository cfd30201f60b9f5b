// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.route;

import com.google.protobuf.BoolValue;
import io.envoyproxy.envoy.config.route.v3.HeaderMatcher;
import io.envoyproxy.envoy.config.route.v3.QueryParameterMatcher;
import io.envoyproxy.envoy.config.route.v3.RouteMatch;
import io.gatehouse.envoy.ClaimMatcher;
import io.gatehouse.envoy.StringMatchers;
import io.gatehouse.routing.HeaderCondition;
import io.gatehouse.routing.PathMatch;
import io.gatehouse.routing.QueryCondition;
import io.gatehouse.routing.RequestMatch;
import io.gatehouse.routing.ValueMatch;

final class MatchTranslator {
    private MatchTranslator() {}

    static RouteMatch translate(RequestMatch match) {
        RouteMatch.Builder routeMatch = path(match.path());
        match.headers().forEach(header -> routeMatch.addHeaders(header(header)));
        match.query().forEach(query -> routeMatch.addQueryParameters(query(query)));
        match.claims().forEach(claim -> routeMatch.addDynamicMetadata(ClaimMatcher.of(claim)));
        return routeMatch.build();
    }

    private static RouteMatch.Builder path(PathMatch match) {
        RouteMatch.Builder path = RouteMatch.newBuilder();
        return switch (match) {
            case PathMatch.Exact exact ->
                    caseSensitive(path.setPath(exact.path()), exact.ignoreCase());
            case PathMatch.Prefix prefix ->
                    caseSensitive(path.setPrefix(prefix.prefix()), prefix.ignoreCase());
            case PathMatch.Regex regex -> path.setSafeRegex(StringMatchers.regex(regex.pattern()));
        };
    }

    private static RouteMatch.Builder caseSensitive(RouteMatch.Builder path, boolean ignoreCase) {
        return ignoreCase ? path.setCaseSensitive(BoolValue.of(false)) : path;
    }

    private static HeaderMatcher header(HeaderCondition condition) {
        HeaderMatcher.Builder header =
                HeaderMatcher.newBuilder()
                        .setName(condition.name())
                        .setInvertMatch(condition.inverted());
        return switch (condition.value()) {
            // An absent header read as empty would count as present.
            case ValueMatch.Present _ -> header.setPresentMatch(true).build();
            case ValueMatch.Regex regex when takesAny(regex) && !condition.missingAsEmpty() ->
                    header.setPresentMatch(true).build();
            case ValueMatch value ->
                    header.setStringMatch(StringMatchers.of(value))
                            .setTreatMissingHeaderAsEmpty(condition.missingAsEmpty())
                            .build();
        };
    }

    private static QueryParameterMatcher query(QueryCondition condition) {
        QueryParameterMatcher.Builder query =
                QueryParameterMatcher.newBuilder().setName(condition.name());
        return switch (condition.value()) {
            case ValueMatch.Present _ -> query.setPresentMatch(true).build();
            case ValueMatch.Regex regex when takesAny(regex) -> query.setPresentMatch(true).build();
            case ValueMatch value -> query.setStringMatch(StringMatchers.of(value)).build();
        };
    }

    private static boolean takesAny(ValueMatch.Regex regex) {
        return regex.pattern().equals(".*");
    }
}
