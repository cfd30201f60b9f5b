// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.listener;

import static io.gatehouse.envoy.Samples.PLAIN;
import static io.gatehouse.envoy.Samples.SECURE;
import static io.gatehouse.envoy.Samples.tls;
import static org.assertj.core.api.Assertions.assertThat;

import io.envoyproxy.envoy.config.listener.v3.FilterChain;
import io.envoyproxy.envoy.config.listener.v3.FilterChainMatch;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.config.listener.v3.ListenerFilter;
import io.gatehouse.envoy.Golden;
import io.gatehouse.routing.ServerChain;
import io.gatehouse.routing.ServerPort;
import io.gatehouse.routing.TlsHello;
import io.gatehouse.routing.Transport;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ListenerTranslatorTest {
    private static final ServerChain HTTP =
            new ServerChain("http", List.of(), Optional.empty(), PLAIN);
    private static final ServerChain MY_APP =
            new ServerChain(
                    "my-app",
                    List.of("myapp.example.com"),
                    Optional.of(tls("kubernetes://my-tls-secret")),
                    SECURE);
    private static final ServerChain WILDCARD =
            new ServerChain(
                    "wildcard",
                    List.of("*.example.org"),
                    Optional.of(tls("kubernetes://wildcard")),
                    SECURE);
    private static final ServerChain ANY_NAME =
            new ServerChain("any", List.of(), Optional.of(tls("kubernetes://any")), SECURE);

    private static Listener translate(ServerChain... chains) {
        return ListenerTranslator.translate(new ServerPort("0.0.0.0", 8443, List.of(chains)));
    }

    @Test
    void plainHttp() {
        Golden.assertMatches(
                "listener-http.json",
                ListenerTranslator.translate(new ServerPort("0.0.0.0", 8080, List.of(HTTP))));
    }

    @Test
    void httpsByServerName() {
        Golden.assertMatches("listener-https.json", translate(WILDCARD, MY_APP));
    }

    @Test
    void orderOfChainsDoesNotMatter() {
        assertThat(translate(WILDCARD, ANY_NAME, MY_APP))
                .isEqualTo(translate(MY_APP, WILDCARD, ANY_NAME));
    }

    @Test
    void chainWithoutServerNamesTakesTheRest() {
        assertThat(translate(ANY_NAME).getFilterChains(0).hasFilterChainMatch()).isFalse();
    }

    @Test
    void chainsWithAndWithoutTlsKeepOutOfEachOthersWay() {
        Listener listener = translate(HTTP, MY_APP, ANY_NAME);

        assertThat(listener.getFilterChainsList())
                .extracting(FilterChain::getName)
                .containsExactly("any", "http", "my-app");
        assertThat(listener.getFilterChainsList())
                .extracting(FilterChain::getFilterChainMatch)
                .extracting(FilterChainMatch::getTransportProtocol)
                .containsExactly("tls", "raw_buffer", "tls");
        assertThat(listener.getListenerFiltersCount()).isEqualTo(1);
    }

    @Test
    void bindMayBeIpv6AndAllOfItIncludesIpv4() {
        Listener listener = ListenerTranslator.translate(new ServerPort("::", 8080, List.of(HTTP)));

        assertThat(listener.getName()).isEqualTo("::_8080");
        assertThat(listener.getAddress().getSocketAddress().getAddress()).isEqualTo("::");
        assertThat(listener.getAddress().getSocketAddress().getIpv4Compat()).isTrue();
    }

    @Test
    void bindMayBeASocketOfTheFileSystem() {
        Listener listener =
                ListenerTranslator.translate(
                        new ServerPort("unix:///run/gw.sock", 0, List.of(HTTP)));

        assertThat(listener.getAddress().getPipe().getPath()).isEqualTo("/run/gw.sock");
    }

    @Test
    void theProxyHeaderComesBeforeTls() {
        Listener listener =
                ListenerTranslator.translate(
                        new ServerPort("0.0.0.0", 8443, Transport.TCP, true, List.of(MY_APP)));

        assertThat(listener.getListenerFiltersList())
                .extracting(ListenerFilter::getName)
                .containsExactly(
                        "envoy.filters.listener.proxy_protocol",
                        "envoy.filters.listener.tls_inspector");
    }

    @Test
    void tlsThatIsPassedOnIsToldFromPlainTcp() {
        ServerChain passed =
                new ServerChain(
                        "passed",
                        Optional.of(new TlsHello(List.of(), List.of("istio"))),
                        Optional.empty(),
                        PLAIN);

        assertThat(translate(passed, HTTP).getFilterChainsList())
                .extracting(FilterChain::getFilterChainMatch)
                .containsExactly(
                        FilterChainMatch.newBuilder().setTransportProtocol("raw_buffer").build(),
                        FilterChainMatch.newBuilder()
                                .setTransportProtocol("tls")
                                .addApplicationProtocols("istio")
                                .build());
        assertThat(translate(passed).getFilterChains(0).hasTransportSocket()).isFalse();
    }

    @Test
    void http3() {
        Golden.assertMatches(
                "listener-http3.json",
                ListenerTranslator.translate(
                        new ServerPort("0.0.0.0", 8443, Transport.QUIC, false, List.of(MY_APP))));
    }
}
