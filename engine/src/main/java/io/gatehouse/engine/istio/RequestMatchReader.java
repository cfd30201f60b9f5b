// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.istio.HttpMatchRequest;
import io.gatehouse.config.istio.StringMatch;
import io.gatehouse.engine.ValueMatchReader;
import io.gatehouse.routing.ClaimCondition;
import io.gatehouse.routing.HeaderCondition;
import io.gatehouse.routing.PathMatch;
import io.gatehouse.routing.QueryCondition;
import io.gatehouse.routing.RequestMatch;
import io.gatehouse.routing.ValueMatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Istio's `match` as a condition on the request.
final class RequestMatchReader {
    private RequestMatchReader() {}

    static RequestMatch read(HttpMatchRequest match) {
        List<HeaderCondition> headers = new ArrayList<>();
        match.method().ifPresent(m -> headers.add(condition(":method", m)));
        match.authority().ifPresent(m -> headers.add(condition(":authority", m)));
        match.scheme().ifPresent(m -> headers.add(condition(":scheme", m)));
        List<ClaimCondition> claims = new ArrayList<>();
        match.headers()
                .forEach((name, m) ->
                        ClaimReader.claim(name)
                                .ifPresentOrElse(
                                        claim ->
                                                claims.add(
                                                        new ClaimCondition(
                                                                claim,
                                                                ValueMatchReader.read(m),
                                                                false)),
                                        () -> headers.add(condition(name, m))));
        match.withoutHeaders()
                .forEach((name, m) ->
                        ClaimReader.claim(name)
                                .ifPresentOrElse(
                                        claim ->
                                                claims.add(
                                                        new ClaimCondition(
                                                                claim,
                                                                ValueMatchReader.read(m),
                                                                true)),
                                        () -> headers.add(inverted(name, m))));
        List<QueryCondition> query =
                match.queryParams().entrySet().stream()
                        .map(entry ->
                                new QueryCondition(
                                        entry.getKey(), ValueMatchReader.read(entry.getValue())))
                        .toList();
        return new RequestMatch(path(match), headers, query, claims);
    }

    private static PathMatch path(HttpMatchRequest match) {
        StringMatch uri = match.uri().orElse(null);
        if (uri == null) {
            return PathMatch.any();
        }
        if (uri.exact().isPresent()) {
            return new PathMatch.Exact(uri.exact().get(), match.ignoreUriCase());
        }
        if (uri.regex().isPresent()) {
            return new PathMatch.Regex(uri.regex().get());
        }
        return uri.prefix()
                .<PathMatch>map(prefix -> new PathMatch.Prefix(prefix, match.ignoreUriCase()))
                .orElseGet(PathMatch::any);
    }

    private static HeaderCondition condition(String name, StringMatch match) {
        return new HeaderCondition(
                name.toLowerCase(Locale.ROOT), ValueMatchReader.read(match), false, false);
    }

    /// A request without the header fulfils `withoutHeaders` whatever the value asked for.
    private static HeaderCondition inverted(String name, StringMatch match) {
        ValueMatch value = ValueMatchReader.read(match);
        boolean presence = value instanceof ValueMatch.Present;
        return new HeaderCondition(name.toLowerCase(Locale.ROOT), value, true, !presence);
    }
}
