// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.route;

import static io.gatehouse.envoy.Samples.UPSTREAM;
import static io.gatehouse.envoy.Samples.forward;
import static io.gatehouse.envoy.Samples.host;
import static io.gatehouse.envoy.Samples.rule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.google.protobuf.ByteString;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.gatehouse.envoy.Golden;
import io.gatehouse.envoy.Samples;
import io.gatehouse.routing.HeaderEdits;
import io.gatehouse.routing.HostRoutes;
import io.gatehouse.routing.PathEdit;
import io.gatehouse.routing.PathMatch;
import io.gatehouse.routing.RequestMatch;
import io.gatehouse.routing.RouteRule;
import io.gatehouse.routing.RouteTable;
import io.gatehouse.routing.RouteTarget.Content;
import io.gatehouse.routing.RouteTarget.FixedResponse;
import io.gatehouse.routing.RouteTarget.Forward;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RouteTranslatorTest {
    private static final HostRoutes MY_APP =
            host("myapp.example.com", rule(RequestMatch.ANY, forward(UPSTREAM)));

    private static final HostRoutes CANARY =
            new HostRoutes(
                    "canary.example.com:80",
                    List.of("canary.example.com", "*.canary.example.com"),
                    List.of(
                            new RouteRule(
                                    "api",
                                    "default/canary",
                                    new RequestMatch(
                                            new PathMatch.Prefix("/api/", false),
                                            List.of(),
                                            List.of(),
                                            List.of()),
                                    new Forward(
                                            List.of(
                                                    Samples.upstream("v1", 80),
                                                    Samples.upstream("v2", 20)),
                                            true,
                                            new PathEdit.ReplaceMatched("/"),
                                            Optional.of("internal.example.com"),
                                            Optional.of(Duration.ofSeconds(3)),
                                            Optional.empty(),
                                            List.of(),
                                            List.of()),
                                    new HeaderEdits(
                                            Samples.edits(
                                                    Samples.map("x-set", "1"),
                                                    Samples.map("x-add", "2"),
                                                    "x-gone"),
                                            Samples.edits(
                                                    Samples.map("x-served-by", "gateway"),
                                                    Samples.map())),
                                    List.of(),
                                    "")),
                    false);

    private static final HostRoutes SECURE_ONLY =
            new HostRoutes("secure.example.com:80", List.of("secure.example.com"), List.of(), true);

    @Test
    void tableOfHosts() {
        Golden.assertMatches(
                "route-table.json",
                RouteTranslator.translate(
                        new RouteTable("http.8080", List.of(SECURE_ONLY, MY_APP, CANARY))));
    }

    @Test
    void orderOfHostsDoesNotMatter() {
        assertThat(RouteTranslator.translate(new RouteTable("t", List.of(MY_APP, CANARY))))
                .isEqualTo(RouteTranslator.translate(new RouteTable("t", List.of(CANARY, MY_APP))));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 500})
    void serializedHostsMakeTheSameBytes(int count) throws Exception {
        List<HostRoutes> hosts =
                IntStream.range(0, count)
                        .mapToObj("host-%04d.example.com"::formatted)
                        .map(name -> host(name, rule(RequestMatch.ANY, forward(UPSTREAM))))
                        .toList();
        List<ByteString> serialized =
                hosts.stream()
                        .map(host -> RouteTranslator.hostRoutes(host).toByteString())
                        .toList();

        for (Optional<Integer> http3Port : List.of(Optional.<Integer>empty(), Optional.of(443))) {
            RouteTable table = new RouteTable("http.8080", http3Port, hosts);
            ByteString bytes =
                    RouteTranslator.assembleSerialized(
                            RouteTranslator.frame(
                                    new RouteTable("http.8080", http3Port, List.of())),
                            serialized);

            RouteConfiguration expected = RouteTranslator.translate(table);
            assertThat(bytes).isEqualTo(expected.toByteString());
            assertThat(RouteConfiguration.parseFrom(bytes)).isEqualTo(expected);
        }
    }

    @Test
    void answersSayThatHttp3IsSpokenToo() {
        RouteConfiguration routes =
                RouteTranslator.translate(new RouteTable("t", Optional.of(443), List.of(CANARY)));

        assertThat(routes.getResponseHeadersToAddList())
                .extracting(option -> option.getHeader().getKey(), o -> o.getHeader().getValue())
                .containsExactly(tuple("alt-svc", "h3=\":443\"; ma=86400"));
    }

    @Test
    void ruleWithoutOriginHasNoMetadata() {
        HostRoutes host =
                host(
                        "a.example.com",
                        new RouteRule(
                                "",
                                "",
                                RequestMatch.ANY,
                                new FixedResponse(200, new Content.Text("hi")),
                                HeaderEdits.NONE,
                                List.of(),
                                ""));

        assertThat(RouteTranslator.hostRoutes(host).getRoutes(0).hasMetadata()).isFalse();
    }
}
