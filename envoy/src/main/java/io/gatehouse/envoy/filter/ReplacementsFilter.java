// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.filter;

import com.github.xds.type.matcher.v3.Matcher;
import com.github.xds.type.matcher.v3.Matcher.MatcherList;
import com.github.xds.type.matcher.v3.Matcher.MatcherList.FieldMatcher;
import com.github.xds.type.matcher.v3.Matcher.MatcherList.Predicate;
import com.github.xds.type.matcher.v3.Matcher.OnMatch;
import com.google.protobuf.Any;
import com.google.protobuf.UInt32Value;
import io.envoyproxy.envoy.config.core.v3.DataSource;
import io.envoyproxy.envoy.extensions.filters.http.custom_response.v3.CustomResponse;
import io.envoyproxy.envoy.extensions.http.custom_response.local_response_policy.v3.LocalResponsePolicy;
import io.envoyproxy.envoy.type.matcher.v3.HttpResponseStatusCodeClassMatchInput;
import io.envoyproxy.envoy.type.matcher.v3.HttpResponseStatusCodeMatchInput;
import io.gatehouse.envoy.HeaderOption;
import io.gatehouse.routing.Replacements;
import io.gatehouse.routing.Replacements.Replacement;
import java.util.ArrayList;
import java.util.List;

/// Puts pages in the place of errors, whoever they are from.
final class ReplacementsFilter implements FeatureFilter<Replacements> {
    /// Newer than Envoy's generated classes: `true` of answers of the proxy itself.
    private static final Any OWN_ANSWER =
            Any.newBuilder()
                    .setTypeUrl(
                            "type.googleapis.com/envoy.type.matcher.v3.HttpResponseLocalReplyMatchInput")
                    .build();

    @Override
    public HttpFilterOrder order() {
        return HttpFilterOrder.REPLACEMENTS;
    }

    @Override
    public Class<Replacements> feature() {
        return Replacements.class;
    }

    @Override
    public CustomResponse neutral() {
        return CustomResponse.getDefaultInstance();
    }

    @Override
    public CustomResponse translate(Replacements replacements) {
        MatcherList.Builder list = MatcherList.newBuilder();
        replacements
                .replacements()
                .forEach(replacement ->
                        list.addMatchers(
                                FieldMatcher.newBuilder()
                                        .setPredicate(predicate(replacement))
                                        .setOnMatch(
                                                OnMatch.newBuilder()
                                                        .setAction(
                                                                Predicates.extension(
                                                                        page(replacement))))));
        return CustomResponse.newBuilder()
                .setCustomResponseMatcher(Matcher.newBuilder().setMatcherList(list))
                .build();
    }

    private static Predicate predicate(Replacement replacement) {
        List<Predicate> statuses = new ArrayList<>();
        replacement
                .statuses()
                .forEach(status ->
                        statuses.add(
                                Predicates.is(
                                        HttpResponseStatusCodeMatchInput.getDefaultInstance(),
                                        status)));
        replacement
                .classes()
                .forEach(c ->
                        statuses.add(
                                Predicates.is(
                                        HttpResponseStatusCodeClassMatchInput.getDefaultInstance(),
                                        c)));
        Predicate status = Predicates.any(statuses);
        return replacement.ownOnly()
                ? Predicates.all(List.of(Predicates.is(OWN_ANSWER, "true"), status))
                : status;
    }

    private static LocalResponsePolicy page(Replacement replacement) {
        LocalResponsePolicy.Builder page =
                LocalResponsePolicy.newBuilder()
                        .setBody(DataSource.newBuilder().setInlineString(replacement.body()))
                        .addResponseHeadersToAdd(
                                HeaderOption.overwriting(
                                        "content-type", replacement.contentType()));
        replacement.status().map(UInt32Value::of).ifPresent(page::setStatusCode);
        return page.build();
    }
}
