// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.filter;

import com.github.xds.core.v3.TypedExtensionConfig;
import com.github.xds.type.matcher.v3.Matcher.MatcherList.Predicate;
import com.github.xds.type.matcher.v3.Matcher.MatcherList.Predicate.PredicateList;
import com.github.xds.type.matcher.v3.Matcher.MatcherList.Predicate.SinglePredicate;
import com.github.xds.type.matcher.v3.RegexMatcher;
import com.github.xds.type.matcher.v3.StringMatcher;
import com.google.protobuf.Any;
import com.google.protobuf.Message;
import io.envoyproxy.envoy.extensions.matching.common_inputs.network.v3.SourceIPInput;
import io.envoyproxy.envoy.extensions.matching.input_matchers.ip.v3.Ip;
import io.envoyproxy.envoy.type.matcher.v3.HttpRequestHeaderMatchInput;
import io.gatehouse.envoy.access.Ranges;
import io.gatehouse.routing.AddressRange;
import io.gatehouse.routing.CertainRequests;
import io.gatehouse.routing.HeaderCondition;
import io.gatehouse.routing.ValueMatch;
import java.util.ArrayList;
import java.util.List;

/// Conditions of Envoy's generic matchers.
final class Predicates {
    private Predicates() {}

    static Predicate of(CertainRequests requests) {
        List<Predicate> all = new ArrayList<>();
        requests.headers().stream().map(Predicates::header).forEach(all::add);
        if (!requests.clients().isEmpty()) {
            all.add(client(requests.clients()));
        }
        return all(all);
    }

    static Predicate not(Predicate predicate) {
        return Predicate.newBuilder().setNotMatcher(predicate).build();
    }

    static Predicate any(List<Predicate> of) {
        return of.size() == 1
                ? of.getFirst()
                : Predicate.newBuilder()
                        .setOrMatcher(PredicateList.newBuilder().addAllPredicate(of))
                        .build();
    }

    static Predicate all(List<Predicate> of) {
        return of.size() == 1
                ? of.getFirst()
                : Predicate.newBuilder()
                        .setAndMatcher(PredicateList.newBuilder().addAllPredicate(of))
                        .build();
    }

    /// @param input where the text comes from
    static Predicate is(Message input, String text) {
        return single(input, StringMatcher.newBuilder().setExact(text).build());
    }

    private static Predicate header(HeaderCondition condition) {
        return single(
                HttpRequestHeaderMatchInput.newBuilder().setHeaderName(condition.name()).build(),
                matcher(condition.value()));
    }

    private static StringMatcher matcher(ValueMatch value) {
        StringMatcher.Builder matcher = StringMatcher.newBuilder();
        return switch (value) {
            case ValueMatch.Exact(String text) -> matcher.setExact(text).build();
            case ValueMatch.StartsWith(String text) -> matcher.setPrefix(text).build();
            case ValueMatch.EndsWith(String text) -> matcher.setSuffix(text).build();
            case ValueMatch.Regex(String pattern) -> matcher.setSafeRegex(regex(pattern)).build();
            case ValueMatch.Present _ -> matcher.setSafeRegex(regex(".*")).build();
        };
    }

    private static RegexMatcher regex(String pattern) {
        return RegexMatcher.newBuilder()
                .setGoogleRe2(RegexMatcher.GoogleRE2.getDefaultInstance())
                .setRegex(pattern)
                .build();
    }

    private static Predicate client(List<AddressRange> ranges) {
        Ip.Builder ip = Ip.newBuilder().setStatPrefix("client");
        ranges.stream().map(Ranges::of).forEach(ip::addCidrRanges);
        return Predicate.newBuilder()
                .setSinglePredicate(
                        SinglePredicate.newBuilder()
                                .setInput(extension(SourceIPInput.getDefaultInstance()))
                                .setCustomMatch(extension(ip.build())))
                .build();
    }

    private static Predicate single(Message input, StringMatcher value) {
        return Predicate.newBuilder()
                .setSinglePredicate(
                        SinglePredicate.newBuilder()
                                .setInput(extension(input))
                                .setValueMatch(value))
                .build();
    }

    /// @param config packed already where its type has no generated class
    static TypedExtensionConfig extension(Message config) {
        Any packed = FeatureFilter.packed(config);
        String type = packed.getTypeUrl();
        return TypedExtensionConfig.newBuilder()
                .setName(type.substring(type.lastIndexOf('.') + 1))
                .setTypedConfig(packed)
                .build();
    }
}
