// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.patch;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UInt32Value;
import io.envoyproxy.envoy.config.core.v3.Address;
import io.envoyproxy.envoy.config.core.v3.AggregatedConfigSource;
import io.envoyproxy.envoy.config.core.v3.ConfigSource;
import io.envoyproxy.envoy.config.core.v3.SocketAddress;
import io.envoyproxy.envoy.config.listener.v3.Filter;
import io.envoyproxy.envoy.config.listener.v3.FilterChain;
import io.envoyproxy.envoy.config.listener.v3.FilterChainMatch;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.config.listener.v3.ListenerFilter;
import io.envoyproxy.envoy.extensions.filters.http.cors.v3.Cors;
import io.envoyproxy.envoy.extensions.filters.http.router.v3.Router;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpFilter;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.Rds;
import io.gatehouse.routing.PatchCondition;
import io.gatehouse.routing.PatchCondition.OfListener;
import io.gatehouse.routing.PatchOperation;
import io.gatehouse.routing.PatchSubject;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListenerPatchingTest {
    private static final String MANAGER = "envoy.filters.network.http_connection_manager";
    private static final String CORS = "envoy.filters.http.cors";
    private static final String ROUTER = "envoy.filters.http.router";
    private static final String BUFFER =
            """
            {"name": "buffer", "typed_config": {
             "@type": "t/envoy.extensions.filters.http.buffer.v3.Buffer", "max_request_bytes": 1}}
            """;
    private static final String LIMIT =
            """
            {"name": "limit", "typed_config": {
             "@type": "t/envoy.extensions.filters.network.connection_limit.v3.ConnectionLimit",
             "stat_prefix": "l", "max_connections": 1}}
            """;

    private static final Rds RDS =
            Rds.newBuilder()
                    .setRouteConfigName("r")
                    .setConfigSource(
                            ConfigSource.newBuilder()
                                    .setAds(AggregatedConfigSource.getDefaultInstance()))
                    .build();

    private static final Listener LISTENER =
            Listener.newBuilder()
                    .setName("0.0.0.0_8443")
                    .setAddress(
                            Address.newBuilder()
                                    .setSocketAddress(
                                            SocketAddress.newBuilder()
                                                    .setAddress("0.0.0.0")
                                                    .setPortValue(8443)))
                    .addListenerFilters(ListenerFilter.newBuilder().setName("tls"))
                    .addFilterChains(chain("a", "a.example.com"))
                    .addFilterChains(chain("b", "b.example.com"))
                    .build();

    @ParameterizedTest
    @CsvSource({
        "INSERT_BEFORE, envoy.filters.http.router, cors buffer router",
        "INSERT_BEFORE, envoy.filters.http.cors,   buffer cors router",
        "INSERT_AFTER,  envoy.filters.http.cors,   cors buffer router",
        "INSERT_FIRST,  '',                        buffer cors router",
        "INSERT_BEFORE, '',                        buffer cors router",
        "REPLACE,       envoy.filters.http.cors,   buffer router",
        "REMOVE,        envoy.filters.http.cors,   router",
        "INSERT_AFTER,  none,                      cors router",
        "REPLACE,       none,                      cors router",
    })
    void httpFiltersComeAndGo(PatchOperation operation, String beside, String expected) {
        Patched<Listener> patched =
                ListenerPatching.apply(
                        LISTENER,
                        List.of(
                                Patches.patch(
                                        PatchSubject.HTTP_FILTER,
                                        operation,
                                        httpFilter(beside),
                                        BUFFER)));

        assertThat(httpFilters(patched, 0)).isEqualTo(expected);
        assertThat(httpFilters(patched, 1)).isEqualTo(expected);
        assertThat(patched.met()).hasSize(beside.equals("none") ? 0 : 1);
        assertThat(patched.problems()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"ADD, ''", "INSERT_AFTER, envoy.filters.http.router", "INSERT_AFTER, ''"})
    void whatWouldStandBehindTheRouterIsLeftOutAlone(PatchOperation operation, String beside) {
        Patched<Listener> patched =
                ListenerPatching.apply(
                        LISTENER,
                        List.of(
                                Patches.patch(
                                        PatchSubject.HTTP_FILTER,
                                        operation,
                                        httpFilter(beside),
                                        BUFFER),
                                Patches.patch(
                                        PatchSubject.HTTP_FILTER,
                                        PatchOperation.INSERT_FIRST,
                                        httpFilter(""),
                                        BUFFER)));

        assertThat(httpFilters(patched, 0)).isEqualTo("buffer cors router");
        assertThat(Patches.messages(patched))
                .singleElement()
                .asString()
                .contains("exactly one that ends the chain, as the last");
    }

    @Test
    void aPatchSeesWhatEarlierOnesHaveDone() {
        Patched<Listener> patched =
                ListenerPatching.apply(
                        LISTENER,
                        List.of(
                                Patches.patch(
                                        PatchSubject.HTTP_FILTER,
                                        PatchOperation.INSERT_BEFORE,
                                        httpFilter(ROUTER),
                                        BUFFER),
                                Patches.patch(
                                        PatchSubject.HTTP_FILTER,
                                        PatchOperation.INSERT_BEFORE,
                                        httpFilter("buffer"),
                                        BUFFER.replace("buffer\",", "first\","))));

        assertThat(httpFilters(patched, 0)).isEqualTo("cors first buffer router");
    }

    @Test
    void aFilterIsMergedInsideAndKeepsItsOtherSettings() throws InvalidProtocolBufferException {
        Patched<Listener> patched =
                ListenerPatching.apply(
                        LISTENER,
                        List.of(
                                Patches.patch(
                                        PatchSubject.NETWORK_FILTER,
                                        PatchOperation.MERGE,
                                        filter(MANAGER),
                                        """
                                        {"typed_config": {"@type": "t/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager",
                                         "xff_num_trusted_hops": 2}}
                                        """)));

        HttpConnectionManager manager = manager(patched.resource().orElseThrow(), 0);
        assertThat(manager.getXffNumTrustedHops()).isEqualTo(2);
        assertThat(manager.getStatPrefix()).isEqualTo("a");
        assertThat(manager.getHttpFiltersCount()).isEqualTo(2);
    }

    @Test
    void aMergeOfAnotherTypeOrThatBreaksARuleIsLeftOut() {
        Patched<Listener> patched =
                ListenerPatching.apply(
                        LISTENER,
                        List.of(
                                Patches.patch(
                                        PatchSubject.HTTP_FILTER,
                                        PatchOperation.MERGE,
                                        httpFilter(CORS),
                                        BUFFER),
                                Patches.patch(
                                        PatchSubject.NETWORK_FILTER,
                                        PatchOperation.MERGE,
                                        filter(MANAGER),
                                        """
                                        {"typed_config": {"@type": "t/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager",
                                         "max_request_headers_kb": 100000}}
                                        """)));

        assertThat(patched.resource()).contains(LISTENER);
        assertThat(Patches.messages(patched))
                .anyMatch(m ->
                        m.contains("envoy.extensions.filters.http.cors.v3.Cors, which is what"))
                .anyMatch(m -> m.contains("max_request_headers_kb: with it, Envoy would refuse"));
    }

    @Test
    void networkAndListenerFiltersHaveTheirOrder() {
        Patched<Listener> patched =
                ListenerPatching.apply(
                        LISTENER,
                        List.of(
                                Patches.patch(
                                        PatchSubject.NETWORK_FILTER,
                                        PatchOperation.INSERT_BEFORE,
                                        filter(MANAGER),
                                        LIMIT),
                                Patches.patch(
                                        PatchSubject.NETWORK_FILTER,
                                        PatchOperation.ADD,
                                        filter(MANAGER),
                                        LIMIT),
                                Patches.patch(
                                        PatchSubject.LISTENER_FILTER,
                                        PatchOperation.INSERT_AFTER,
                                        listenerFilter("tls"),
                                        "{\"name\": \"after\", \"typed_config\": {\"@type\": \"t/envoy.extensions.filters.listener.http_inspector.v3.HttpInspector\"}}")));

        Listener listener = patched.resource().orElseThrow();
        assertThat(listener.getFilterChains(0).getFiltersList())
                .extracting(Filter::getName)
                .containsExactly("limit", MANAGER);
        assertThat(listener.getListenerFiltersList())
                .extracting(ListenerFilter::getName)
                .containsExactly("tls", "after");
        assertThat(patched.problems()).hasSize(1);
    }

    @Test
    void chainsAreFoundByTheirNameServerNameAndProtocols() {
        assertThat(removed(chains("a", "", "", List.of(), 0))).containsExactly("b");
        assertThat(removed(chains("", "b.example.com", "", List.of(), 0))).containsExactly("a");
        assertThat(removed(chains("", "", "tls", List.of(), 0))).isEmpty();
        assertThat(removed(chains("", "", "raw_buffer", List.of(), 0))).containsExactly("a", "b");
        assertThat(removed(chains("", "", "", List.of("h2", "http/1.1"), 0))).isEmpty();
        assertThat(removed(chains("", "", "", List.of("h2", "h3"), 0))).containsExactly("a", "b");
        assertThat(removed(chains("", "", "", List.of(), 443))).containsExactly("a", "b");
    }

    @Test
    void aListenerWithoutChainsIsGone() {
        Patched<Listener> patched =
                ListenerPatching.apply(
                        LISTENER,
                        List.of(
                                Patches.patch(
                                        PatchSubject.FILTER_CHAIN,
                                        PatchOperation.REMOVE,
                                        PatchCondition.ANY,
                                        "")));

        assertThat(patched.resource()).isEmpty();
    }

    @Test
    void anotherListenersPatchesAreNotForThisOne() {
        for (PatchCondition other : List.of(listener("", 8080), listener("other", 0))) {
            Patched<Listener> patched =
                    ListenerPatching.apply(
                            LISTENER,
                            List.of(
                                    Patches.patch(
                                            PatchSubject.LISTENER,
                                            PatchOperation.REMOVE,
                                            other,
                                            "")));

            assertThat(patched.resource()).contains(LISTENER);
            assertThat(patched.met()).isEmpty();
        }
    }

    @Test
    void aListenerKeepsItsNameAndAddress() {
        Patched<Listener> patched =
                ListenerPatching.apply(
                        LISTENER,
                        List.of(
                                Patches.patch(
                                        PatchSubject.LISTENER,
                                        PatchOperation.MERGE,
                                        listener("0.0.0.0_8443", 8443),
                                        "{\"name\": \"x\", \"per_connection_buffer_limit_bytes\": 7}"),
                                Patches.patch(
                                        PatchSubject.LISTENER,
                                        PatchOperation.MERGE,
                                        listener("", 8443),
                                        "{\"address\": {\"socket_address\": {\"port_value\": 9}}}")));

        assertThat(patched.resource())
                .contains(
                        LISTENER.toBuilder()
                                .setPerConnectionBufferLimitBytes(UInt32Value.of(7))
                                .build());
        assertThat(Patches.messages(patched))
                .singleElement()
                .asString()
                .contains("would move 0.0.0.0_8443");
    }

    @Test
    void twoChainsWithOneMatchAreNotMade() {
        Patched<Listener> patched =
                ListenerPatching.apply(
                        LISTENER,
                        List.of(
                                Patches.patch(
                                        PatchSubject.FILTER_CHAIN,
                                        PatchOperation.ADD,
                                        PatchCondition.ANY,
                                        "{\"name\": \"c\", \"filter_chain_match\": {\"server_names\": [\"a.example.com\"], \"transport_protocol\": \"tls\", \"application_protocols\": [\"h2\", \"http/1.1\"]}}"),
                                Patches.patch(
                                        PatchSubject.FILTER_CHAIN,
                                        PatchOperation.MERGE_REPLACING_LISTS,
                                        chains("b", "", "", List.of(), 0),
                                        "{\"filter_chain_match\": {\"server_names\": [\"a.example.com\"]}}")));

        assertThat(patched.resource()).contains(LISTENER);
        assertThat(patched.problems()).hasSize(2);
    }

    private static List<String> removed(PatchCondition condition) {
        return ListenerPatching.apply(
                        LISTENER,
                        List.of(
                                Patches.patch(
                                        PatchSubject.FILTER_CHAIN,
                                        PatchOperation.REMOVE,
                                        condition,
                                        "")))
                .resource()
                .map(listener ->
                        listener.getFilterChainsList().stream().map(FilterChain::getName).toList())
                .orElse(List.of());
    }

    private static FilterChain chain(String name, String host) {
        return FilterChain.newBuilder()
                .setName(name)
                .setFilterChainMatch(
                        FilterChainMatch.newBuilder()
                                .addServerNames(host)
                                .setTransportProtocol("tls")
                                .addAllApplicationProtocols(List.of("h2", "http/1.1")))
                .addFilters(
                        Filter.newBuilder()
                                .setName(MANAGER)
                                .setTypedConfig(
                                        Any.pack(
                                                HttpConnectionManager.newBuilder()
                                                        .setStatPrefix(name)
                                                        .setRds(RDS)
                                                        .addHttpFilters(
                                                                HttpFilter.newBuilder()
                                                                        .setName(CORS)
                                                                        .setTypedConfig(
                                                                                Any.pack(
                                                                                        Cors
                                                                                                .getDefaultInstance())))
                                                        .addHttpFilters(
                                                                HttpFilter.newBuilder()
                                                                        .setName(ROUTER)
                                                                        .setTypedConfig(
                                                                                Any.pack(
                                                                                        Router
                                                                                                .getDefaultInstance())))
                                                        .build())))
                .build();
    }

    private static String httpFilters(Patched<Listener> patched, int chain) {
        try {
            return String.join(
                    " ",
                    manager(patched.resource().orElseThrow(), chain).getHttpFiltersList().stream()
                            .map(filter -> filter.getName().replace("envoy.filters.http.", ""))
                            .toList());
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    private static HttpConnectionManager manager(Listener listener, int chain)
            throws InvalidProtocolBufferException {
        return listener.getFilterChains(chain)
                .getFilters(0)
                .getTypedConfig()
                .unpack(HttpConnectionManager.class);
    }

    private static PatchCondition httpFilter(String name) {
        return of("", 0, "", "", "", "", List.of(), 0, MANAGER, name);
    }

    private static PatchCondition filter(String name) {
        return of("", 0, "", "", "", "", List.of(), 0, name, "");
    }

    private static PatchCondition listenerFilter(String name) {
        return of("", 0, name, "", "", "", List.of(), 0, "", "");
    }

    private static PatchCondition listener(String name, int port) {
        return of(name, port, "", "", "", "", List.of(), 0, "", "");
    }

    private static PatchCondition chains(
            String name, String sni, String transport, List<String> protocols, int port) {
        return of("", 0, "", name, sni, transport, protocols, port, "", "");
    }

    private static PatchCondition of(
            String name,
            int port,
            String listenerFilter,
            String chain,
            String sni,
            String transport,
            List<String> protocols,
            int destinationPort,
            String filter,
            String httpFilter) {
        return new PatchCondition(
                Optional.of(
                        new OfListener(
                                name,
                                port,
                                listenerFilter,
                                chain,
                                sni,
                                transport,
                                protocols,
                                destinationPort,
                                Optional.of(filter).filter(text -> !text.isEmpty()),
                                Optional.of(httpFilter).filter(text -> !text.isEmpty()))),
                Optional.empty(),
                Optional.empty());
    }
}
