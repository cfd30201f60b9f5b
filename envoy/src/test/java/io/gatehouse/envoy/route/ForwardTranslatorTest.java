// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.route;

import static io.gatehouse.envoy.Samples.edits;
import static io.gatehouse.envoy.Samples.map;
import static io.gatehouse.envoy.Samples.upstream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.envoyproxy.envoy.config.route.v3.Route;
import io.gatehouse.envoy.Golden;
import io.gatehouse.routing.HeaderEdits;
import io.gatehouse.routing.HeaderEdits.Edits;
import io.gatehouse.routing.PathEdit;
import io.gatehouse.routing.RouteTarget.Forward;
import io.gatehouse.routing.WeightedUpstream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ForwardTranslatorTest {
    private static final String NO_TIMEOUT =
            " timeout {} max_stream_duration { grpc_timeout_header_max {} }";

    private static Route translate(Forward forward, HeaderEdits headers) {
        Route.Builder route = Route.newBuilder();
        RuleTranslator.addHeaderEdits(route, headers);
        ForwardTranslator.translate(forward, headers, route);
        return route.build();
    }

    private static Route translate(Forward forward) {
        return translate(forward, HeaderEdits.NONE);
    }

    private static Forward to(WeightedUpstream... upstreams) {
        return new Forward(
                List.of(upstreams),
                upstreams.length > 1,
                new PathEdit.Keep(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of());
    }

    private static HeaderEdits request(Edits edits) {
        return new HeaderEdits(edits, Edits.NONE);
    }

    private static Route text(String text) {
        return Golden.text(Route.getDefaultInstance(), text);
    }

    static Stream<Arguments> pathEdits() {
        return Stream.of(
                arguments(new PathEdit.Keep(), ""),
                arguments(new PathEdit.ReplaceMatched("/"), "prefix_rewrite: '/'"),
                arguments(
                        new PathEdit.Substitute("^/(a)", "/b/\\1"),
                        "regex_rewrite { pattern { regex: '^/(a)' } substitution: '/b/\\\\1' }"));
    }

    @ParameterizedTest
    @MethodSource("pathEdits")
    void path(PathEdit edit, String expected) {
        Forward forward =
                new Forward(
                        List.of(upstream("a", 1)),
                        false,
                        edit,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        List.of());

        assertThat(translate(forward))
                .isEqualTo(text("route { cluster: 'a' " + expected + NO_TIMEOUT + " }"));
    }

    @Test
    void withTimeoutEnvoyMustNotReadTheGrpcDeadline() {
        Forward forward =
                new Forward(
                        List.of(upstream("a", 1)),
                        false,
                        new PathEdit.Keep(),
                        Optional.empty(),
                        Optional.of(Duration.ofMillis(1500)),
                        Optional.empty(),
                        List.of(),
                        List.of());

        assertThat(translate(forward))
                .isEqualTo(text("route { cluster: 'a' timeout { seconds: 1 nanos: 500000000 } }"));
    }

    @Test
    void split() {
        WeightedUpstream withEdits =
                new WeightedUpstream(
                        "b",
                        20,
                        new HeaderEdits(
                                edits(map("x-to", "b", "Host", "b.internal"), map(), "x-gone"),
                                edits(map(), map("x-from", "b"), "server")));

        assertThat(translate(to(upstream("a", 80), withEdits)))
                .isEqualTo(
                        text(
                                """
                                route {
                                  weighted_clusters {
                                    clusters { name: 'a' weight { value: 80 } }
                                    clusters {
                                      name: 'b'
                                      weight { value: 20 }
                                      host_rewrite_literal: 'b.internal'
                                      request_headers_to_add {
                                        header { key: 'x-to' value: 'b' }
                                        append_action: OVERWRITE_IF_EXISTS_OR_ADD
                                      }
                                      request_headers_to_remove: 'x-gone'
                                      response_headers_to_add {
                                        header { key: 'x-from' value: 'b' }
                                      }
                                      response_headers_to_remove: 'server'
                                    }
                                  }
                                %s
                                }
                                """
                                        .formatted(NO_TIMEOUT)));
    }

    @Test
    void editsOfAnOnlyChoiceComeAfterThoseOfTheRule() {
        WeightedUpstream only =
                new WeightedUpstream("a", 1, request(edits(map("x", "choice"), map())));

        Route route = translate(to(only), request(edits(map("x", "rule"), map())));

        assertThat(route.getRequestHeadersToAddList())
                .extracting(option -> option.getHeader().getValue())
                .containsExactly("rule", "choice");
        assertThat(route.getRoute().getCluster()).isEqualTo("a");
    }

    @Test
    void rewrittenAuthorityWinsOverHeaders() {
        HeaderEdits rule = request(edits(map("host", "rule"), map()));
        HeaderEdits choice = request(edits(map(":authority", "choice"), map()));
        Forward plain = to(new WeightedUpstream("a", 1, choice));
        Forward rewriting =
                new Forward(
                        plain.upstreams(),
                        plain.split(),
                        plain.path(),
                        Optional.of("rewrite"),
                        plain.timeout(),
                        plain.retries(),
                        List.of(),
                        List.of());

        assertThat(translate(plain).getRoute().getHostRewriteLiteral()).isEqualTo("choice");
        assertThat(translate(plain, rule).getRoute().getHostRewriteLiteral()).isEqualTo("rule");
        assertThat(translate(rewriting, rule).getRoute().getHostRewriteLiteral())
                .isEqualTo("rewrite");
    }

    @Test
    void hostOfARuleWinsOverThatOfItsChoices() {
        WeightedUpstream choice =
                new WeightedUpstream("a", 1, request(edits(map("host", "choice"), map())));

        Route route =
                translate(to(choice, upstream("b", 1)), request(edits(map("host", "rule"), map())));

        assertThat(route.getRoute().getHostRewriteLiteral()).isEqualTo("rule");
        assertThat(route.getRoute().getWeightedClusters().getClusters(0).getHostRewriteLiteral())
                .isEmpty();
    }

    @Test
    void nothingToSendToAnswers503() {
        assertThat(translate(to())).isEqualTo(text("direct_response { status: 503 }"));
    }
}
