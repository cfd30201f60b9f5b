// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy;

import static io.gatehouse.envoy.Samples.PLAIN;
import static io.gatehouse.envoy.Samples.SECURE;
import static io.gatehouse.envoy.Samples.forward;
import static io.gatehouse.envoy.Samples.host;
import static io.gatehouse.envoy.Samples.rule;
import static io.gatehouse.envoy.Samples.tls;
import static io.gatehouse.envoy.Samples.upstream;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.routing.ConnectionRules;
import io.gatehouse.routing.HostRoutes;
import io.gatehouse.routing.PathEdit;
import io.gatehouse.routing.RequestMatch;
import io.gatehouse.routing.RouteTable;
import io.gatehouse.routing.RouteTarget.Content;
import io.gatehouse.routing.RouteTarget.FixedResponse;
import io.gatehouse.routing.RouteTarget.Forward;
import io.gatehouse.routing.RouteTarget.Redirect;
import io.gatehouse.routing.ServerChain;
import io.gatehouse.routing.ServerPort;
import io.gatehouse.routing.Upstream;
import io.gatehouse.routing.UpstreamProtocol;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReferencesTest {
    private static final HostRoutes SPLIT =
            host(
                    "split.example.com",
                    rule(
                            RequestMatch.ANY,
                            new Forward(
                                    List.of(upstream("c", 80), upstream("a", 20)),
                                    true,
                                    new PathEdit.Keep(),
                                    Optional.empty(),
                                    Optional.empty(),
                                    Optional.empty(),
                                    List.of(),
                                    List.of())),
                    rule(RequestMatch.ANY, forward("b")),
                    rule(RequestMatch.ANY, forward("a")));

    @Test
    void portNeedsRoutesAndSecrets() {
        ServerPort port =
                new ServerPort(
                        "0.0.0.0",
                        8443,
                        List.of(
                                new ServerChain(
                                        "b",
                                        List.of("b.example.com"),
                                        Optional.of(tls("rsa", "ecdsa")),
                                        SECURE),
                                new ServerChain(
                                        "a",
                                        List.of("a.example.com"),
                                        Optional.of(tls("rsa")),
                                        SECURE),
                                new ServerChain("c", List.of(), Optional.empty(), PLAIN)));

        References references = References.of(port);

        assertThat(references.routes())
                .containsExactly("http.8080", "https.443.https.my-gateway.default");
        assertThat(references.secrets()).containsExactly("ecdsa", "rsa");
        assertThat(references.clusters()).isEmpty();
        assertThat(references.endpoints()).isEmpty();
    }

    @Test
    void hostNeedsClusters() {
        assertThat(References.of(SPLIT))
                .isEqualTo(
                        new References(
                                List.of("a", "b", "c"),
                                List.of(),
                                List.of(),
                                List.of(),
                                List.of()));
    }

    @Test
    void tableNeedsWhatItsHostsNeed() {
        HostRoutes answering =
                host(
                        "answering.example.com",
                        rule(RequestMatch.ANY, new FixedResponse(200, new Content.Text(""))),
                        rule(
                                RequestMatch.ANY,
                                new Redirect(
                                        301,
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty())));
        HostRoutes other = host("other.example.com", rule(RequestMatch.ANY, forward("d")));

        assertThat(References.of(new RouteTable("t", List.of(SPLIT, answering, other))).clusters())
                .containsExactly("a", "b", "c", "d");
        assertThat(References.of(answering)).isEqualTo(References.NONE);
    }

    @Test
    void clusterNeedsItsEndpoints() {
        Upstream upstream =
                Samples.reached(
                        "a", ConnectionRules.DEFAULT_CONNECT_TIMEOUT, UpstreamProtocol.HTTP1);

        assertThat(References.of(upstream).endpoints()).containsExactly("a");
    }
}
