// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.envoyproxy.envoy.config.route.v3.RouteMatch;
import io.gatehouse.envoy.Golden;
import io.gatehouse.routing.HeaderCondition;
import io.gatehouse.routing.PathMatch;
import io.gatehouse.routing.QueryCondition;
import io.gatehouse.routing.RequestMatch;
import io.gatehouse.routing.ValueMatch;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MatchTranslatorTest {
    private static RouteMatch text(String text) {
        return Golden.text(RouteMatch.getDefaultInstance(), text);
    }

    static Stream<Arguments> paths() {
        return Stream.of(
                arguments(PathMatch.any(), "prefix: '/'"),
                arguments(new PathMatch.Prefix("/api", false), "prefix: '/api'"),
                arguments(
                        new PathMatch.Prefix("/api", true),
                        "prefix: '/api' case_sensitive { value: false }"),
                arguments(new PathMatch.Exact("/a", false), "path: '/a'"),
                arguments(
                        new PathMatch.Exact("/a", true),
                        "path: '/a' case_sensitive { value: false }"),
                arguments(new PathMatch.Regex("/[0-9]+"), "safe_regex { regex: '/[0-9]+' }"));
    }

    @ParameterizedTest
    @MethodSource("paths")
    void path(PathMatch path, String expected) {
        assertThat(
                        MatchTranslator.translate(
                                new RequestMatch(path, List.of(), List.of(), List.of())))
                .isEqualTo(text(expected));
    }

    static Stream<Arguments> headers() {
        return Stream.of(
                arguments(
                        new HeaderCondition(":method", new ValueMatch.Exact("GET"), false, false),
                        "name: ':method' string_match { exact: 'GET' }"),
                arguments(
                        new HeaderCondition("a", new ValueMatch.Exact(""), false, false),
                        "name: 'a' string_match { exact: '' }"),
                arguments(
                        new HeaderCondition("a", new ValueMatch.StartsWith("x"), true, false),
                        "name: 'a' invert_match: true string_match { prefix: 'x' }"),
                arguments(
                        new HeaderCondition("a", new ValueMatch.StartsWith(""), false, false),
                        "name: 'a' string_match { safe_regex { regex: '.*' } }"),
                arguments(
                        new HeaderCondition("a", new ValueMatch.Regex("x+"), true, true),
                        "name: 'a' invert_match: true treat_missing_header_as_empty: true"
                                + " string_match { safe_regex { regex: 'x+' } }"),
                arguments(
                        new HeaderCondition("a", new ValueMatch.Present(), false, false),
                        "name: 'a' present_match: true"),
                arguments(
                        new HeaderCondition("a", new ValueMatch.Present(), true, true),
                        "name: 'a' present_match: true invert_match: true"),
                arguments(
                        new HeaderCondition("a", new ValueMatch.Regex(".*"), false, false),
                        "name: 'a' present_match: true"),
                arguments(
                        new HeaderCondition("a", new ValueMatch.Regex(".*"), true, true),
                        "name: 'a' invert_match: true treat_missing_header_as_empty: true"
                                + " string_match { safe_regex { regex: '.*' } }"));
    }

    @ParameterizedTest
    @MethodSource("headers")
    void header(HeaderCondition header, String expected) {
        RequestMatch match =
                new RequestMatch(PathMatch.any(), List.of(header), List.of(), List.of());

        assertThat(MatchTranslator.translate(match))
                .isEqualTo(text("prefix: '/' headers { " + expected + " }"));
    }

    static Stream<Arguments> queries() {
        return Stream.of(
                arguments(new ValueMatch.Exact("1"), "string_match { exact: '1' }"),
                arguments(new ValueMatch.StartsWith("a"), "string_match { prefix: 'a' }"),
                arguments(
                        new ValueMatch.Regex("[a-z]"),
                        "string_match { safe_regex { regex: '[a-z]' } }"),
                arguments(new ValueMatch.Regex(".*"), "present_match: true"),
                arguments(new ValueMatch.Present(), "present_match: true"));
    }

    @ParameterizedTest
    @MethodSource("queries")
    void query(ValueMatch value, String expected) {
        RequestMatch match =
                new RequestMatch(
                        PathMatch.any(),
                        List.of(),
                        List.of(new QueryCondition("Q", value)),
                        List.of());

        assertThat(MatchTranslator.translate(match))
                .isEqualTo(text("prefix: '/' query_parameters { name: 'Q' " + expected + " }"));
    }

    @Test
    void allConditionsHoldTogether() {
        HeaderCondition header = new HeaderCondition("a", new ValueMatch.Present(), false, false);
        QueryCondition query = new QueryCondition("q", new ValueMatch.Present());

        RouteMatch match =
                MatchTranslator.translate(
                        new RequestMatch(
                                PathMatch.any(),
                                List.of(header, header),
                                List.of(query),
                                List.of()));

        assertThat(match.getHeadersCount()).isEqualTo(2);
        assertThat(match.getQueryParametersCount()).isEqualTo(1);
    }
}
