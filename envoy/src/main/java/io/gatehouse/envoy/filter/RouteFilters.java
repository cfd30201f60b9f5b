// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.filter;

import com.github.xds.core.v3.TypedExtensionConfig;
import com.github.xds.type.matcher.v3.Matcher;
import com.github.xds.type.matcher.v3.Matcher.MatcherList;
import com.github.xds.type.matcher.v3.Matcher.MatcherList.FieldMatcher;
import com.github.xds.type.matcher.v3.Matcher.MatcherList.Predicate;
import com.github.xds.type.matcher.v3.Matcher.OnMatch;
import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import io.envoyproxy.envoy.extensions.filters.http.composite.v3.Composite;
import io.envoyproxy.envoy.extensions.filters.http.composite.v3.ExecuteFilterAction;
import java.util.List;

/// Filters that a route brings along whole, for those whose configuration a route cannot change.
/// The fields and the type by which Envoy 1.40 takes them are newer than its generated classes.
final class RouteFilters {
    /// In chains.
    static final Composite NONE = Composite.getDefaultInstance();

    private static final String PER_ROUTE =
            "type.googleapis.com/envoy.extensions.filters.http.composite.v3.CompositePerRoute";
    private static final int MATCHER = 1;
    private static final int FILTER_CHAIN = 4;
    private static final int TYPED_CONFIG = 1;

    private RouteFilters() {}

    /// For every request.
    ///
    /// @param configs of filters, in the order in which requests meet them
    static Any always(List<? extends Message> configs) {
        return perRoute(Matcher.newBuilder().setOnNoMatch(run(configs)).build());
    }

    /// For requests for which no predicate holds.
    static Any unless(List<Predicate> exceptions, List<? extends Message> configs) {
        if (exceptions.isEmpty()) {
            return always(configs);
        }
        return perRoute(
                Matcher.newBuilder()
                        .setMatcherList(
                                MatcherList.newBuilder()
                                        .addMatchers(
                                                FieldMatcher.newBuilder()
                                                        .setPredicate(
                                                                Predicates.not(
                                                                        Predicates.any(exceptions)))
                                                        .setOnMatch(run(configs))))
                        .build());
    }

    private static Any perRoute(Matcher matcher) {
        return Any.newBuilder()
                .setTypeUrl(PER_ROUTE)
                .setValue(field(MATCHER, List.of(matcher)))
                .build();
    }

    private static OnMatch run(List<? extends Message> configs) {
        ByteString chain =
                field(TYPED_CONFIG, configs.stream().map(Predicates::extension).toList());
        ExecuteFilterAction action =
                ExecuteFilterAction.newBuilder()
                        .setUnknownFields(
                                UnknownFieldSet.newBuilder()
                                        .addField(
                                                FILTER_CHAIN,
                                                UnknownFieldSet.Field.newBuilder()
                                                        .addLengthDelimited(chain)
                                                        .build())
                                        .build())
                        .build();
        return OnMatch.newBuilder()
                .setAction(
                        TypedExtensionConfig.newBuilder()
                                .setName("run")
                                .setTypedConfig(Any.pack(action)))
                .build();
    }

    /// The bytes of a message that has values in one field only.
    static ByteString field(int number, List<? extends Message> values) {
        UnknownFieldSet.Field.Builder list = UnknownFieldSet.Field.newBuilder();
        values.forEach(value -> list.addLengthDelimited(value.toByteString()));
        return UnknownFieldSet.newBuilder().addField(number, list.build()).build().toByteString();
    }
}
