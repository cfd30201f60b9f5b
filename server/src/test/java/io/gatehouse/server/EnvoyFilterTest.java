// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.envoyproxy.envoy.config.route.v3.ScopedRouteConfiguration;
import io.envoyproxy.envoy.config.route.v3.VirtualHost;
import io.gatehouse.config.Finding;
import io.gatehouse.config.FindingCode;
import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.engine.DeliveryLimits;
import io.gatehouse.engine.RoutingGraph;
import io.gatehouse.envoy.listener.ScopesListenerTranslator;
import io.gatehouse.envoy.patch.FilterNames;
import io.gatehouse.xds.ResourceName;
import io.gatehouse.xds.ResourceType;
import io.gatehouse.xds.VersionedResource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What EnvoyFilters make of what a gateway is given.
class EnvoyFilterTest {
    private static final String GATEWAY =
            """
            apiVersion: networking.istio.io/v1
            kind: Gateway
            metadata: {name: gw, namespace: default}
            spec:
              selector: {istio: ingressgateway}
              servers: [{port: {number: 80, name: http, protocol: HTTP}, hosts: ["*"]}]
            """;

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 40);
    }

    @Test
    void aPatchWhoseOutcomeEnvoyWouldRefuseIsLeftOutAlone() {
        Translation without = translate(GATEWAY, hosts("shop", "a.example.com"));
        Translation with =
                translate(
                        GATEWAY,
                        hosts("shop", "a.example.com"),
                        filter(
                                "bad",
                                "{applyTo: CLUSTER, patch: {operation: ADD, value: {name: x, connect_timeout: -1s}}}",
                                "{applyTo: VIRTUAL_HOST, patch: {operation: ADD, value: {name: x, domains: [a.example.com]}}}",
                                "{applyTo: HTTP_FILTER, patch: {operation: ADD, value: {name: x, typed_config: {\"@type\": t/envoy.extensions.filters.http.buffer.v3.Buffer, max_request_bytes: 1}}}}"));

        assertThat(with.resources()).isEqualTo(without.resources());
        assertThat(with.findings())
                .extracting(Finding::code)
                .filteredOn(code -> code == FindingCode.PATCH_LEFT_OUT)
                .hasSize(3);
    }

    @Test
    void aPatchForTheFirstOfSeveralHostsReachesAllAndOneForTheSecondThatOne() {
        Translation translation =
                translate(
                        GATEWAY,
                        hosts("shop", "longest.example.com", "one.example.com"),
                        hosts("other", "none.example.com"),
                        filter(
                                "hosts",
                                host("longest.example.com:80", "x-first"),
                                host("one.example.com:80", "x-second")));

        Map<String, VirtualHost> hosts = hosts(translation);
        assertThat(of(hosts, "longest.example.com:80").getResponseHeadersToRemoveList())
                .containsExactly("x-first");
        assertThat(of(hosts, "one.example.com:80").getResponseHeadersToRemoveList())
                .containsExactly("x-first", "x-second");
        assertThat(of(hosts, "none.example.com:80").getResponseHeadersToRemoveList()).isEmpty();
    }

    @Test
    void whatReplacesTheFirstOfSeveralHostsStandsForAll() {
        Translation translation =
                translate(
                        GATEWAY,
                        hosts("shop", "longest.example.com", "one.example.com", "two.example.com"),
                        hosts("other", "none.example.com"),
                        filter(
                                "hosts",
                                "{applyTo: VIRTUAL_HOST, match: {routeConfiguration: {vhost: {name: \"longest.example.com:80\"}}}, patch: {operation: REPLACE, value: {name: new, domains: [longest.example.com, one.example.com], routes: [{match: {prefix: /}, direct_response: {status: 418}}]}}}"));

        Map<String, VirtualHost> hosts = hosts(translation);
        assertThat(hosts).containsOnlyKeys("new", "none.example.com:80");
        assertThat(of(hosts, "new").getDomainsList())
                .containsExactly("longest.example.com", "one.example.com");
        assertThat(translation.findings())
                .extracting(Finding::code)
                .doesNotContain(FindingCode.PATCH_LEFT_OUT);
    }

    @Test
    void aTableIsDeliveredAsAWholeOnlyWhereAPatchMayChangeItsHosts() {
        String more =
                "{applyTo: VIRTUAL_HOST, match: {routeConfiguration: {portNumber: %d}}, patch: {operation: ADD, value: {name: x, domains: [x.example.com]}}}";

        assertThat(scopes(translateByHost(filter("f", host("a.example.com:80", "x")))))
                .isEqualTo(2);
        assertThat(scopes(translateByHost(filter("f", more.formatted(443))))).isEqualTo(2);
        assertThat(scopes(translateByHost(filter("f", more.formatted(80))))).isZero();
    }

    @Test
    void aHostHasTheSamePatchesWhereItIsDeliveredByItself() {
        String patches =
                filter(
                        "f",
                        host("a.example.com:80", "x"),
                        "{applyTo: ROUTE_CONFIGURATION, patch: {operation: MERGE, value: {response_headers_to_remove: [x-all]}}}",
                        "{applyTo: HTTP_ROUTE, match: {routeConfiguration: {portNumber: 80}}, patch: {operation: MERGE, value: {route: {timeout: 7s}}}}");
        VirtualHost whole =
                of(
                        hosts(translate(GATEWAY, hosts("shop", "a.example.com"), patches)),
                        "a.example.com:80");

        RouteConfiguration scope =
                translateByHost(patches).resources().values().stream()
                        .filter(resource -> resource.name().type() == ResourceType.SCOPED_ROUTE)
                        .map(EnvoyFilterTest::scope)
                        .filter(routes -> routes.getName().endsWith("/a.example.com"))
                        .findFirst()
                        .orElseThrow();

        assertThat(scope.getResponseHeadersToRemoveList()).containsExactly("x-all");
        VirtualHost own = scope.getVirtualHosts(0);
        assertThat(own.getRoutes(0)).isEqualTo(whole.getRoutes(0));
        assertThat(own.getResponseHeadersToRemoveList()).containsExactly("x");
    }

    /// A patch that names a host concerns that host, and is found without a look at the others.
    @Test
    void aPatchForOneHostCostsAsMuchAmongManyAsAmongFew() {
        assertThat(costOfPatch(300)).isEqualTo(costOfPatch(30));
    }

    private static long costOfPatch(int hosts) {
        LiveTranslation live =
                new LiveTranslation(TestGroups.INGRESS, new DeliveryLimits(1, 1_000));
        GivenYaml.valid(GATEWAY).forEach(live::upsert);
        for (int i = 0; i < hosts; i++) {
            GivenYaml.valid(hosts("vs" + i, "h%d.example.com".formatted(i))).forEach(live::upsert);
        }
        GivenYaml.valid(filter("first", host("h1.example.com:80", "x"))).forEach(live::upsert);
        live.changes();
        live.findings();
        long before = live.evaluations();
        GivenYaml.valid(filter("second", host("h2.example.com:80", "x"))).forEach(live::upsert);
        assertThat(live.changes().upserts()).hasSize(1);
        live.findings();
        return live.evaluations() - before;
    }

    /// Whatever is wrong with it, a patch changes nothing that it is not for, and throws nothing.
    @ParameterizedTest
    @MethodSource("seeds")
    void randomPatchesTouchOnlyWhatTheyMeet(long seed) {
        Random random = new Random(seed);
        RandomPatches patches = new RandomPatches(random);
        RoutingGraph routing = new RoutingGraph();
        EnvoyResources envoy = new EnvoyResources(routing);
        PatchedNames patched = envoy.patchedNames();
        routing.groups.put(TestGroups.INGRESS.name(), TestGroups.INGRESS);
        GivenYaml.valid(
                        String.join(
                                "\n---\n",
                                GATEWAY,
                                hosts("shop", "a.example.com", "b.example.com"),
                                hosts("any", "*")))
                .forEach(routing.tables::upsert);
        Map<ResourceName, VersionedResource> without = new TreeMap<>();
        apply(envoy, without);
        for (int i = 0; i < 3; i++) {
            GivenYaml.valid(patches.next()).forEach(routing.tables::upsert);
        }
        Map<ResourceName, VersionedResource> with = new TreeMap<>(without);
        apply(envoy, with);
        envoy.allFindings().forEach(output -> output.changes());
        patched.update();

        assertThat(routing.graph.failures()).as("seed %d", seed).isEmpty();
        Set<ResourceName> all = new TreeSet<>(without.keySet());
        all.addAll(with.keySet());
        for (ResourceName name : all) {
            if (!Objects.equals(without.get(name), with.get(name))) {
                assertThat(patched.objects(TestGroups.INGRESS.name(), List.of(name)))
                        .as("seed %d: %s", seed, name)
                        .isNotEmpty();
            }
        }
    }

    private static void apply(EnvoyResources envoy, Map<ResourceName, VersionedResource> to) {
        envoy.changes()
                .values()
                .forEach(changes -> {
                    changes.removals().forEach(to::remove);
                    changes.upserts().forEach(resource -> to.put(resource.name(), resource));
                });
    }

    @Test
    void whatAPatchNamesIsDelivered() {
        Translation translation =
                translate(
                        GATEWAY,
                        """
                        apiVersion: v1
                        kind: Service
                        metadata: {name: auth, namespace: default}
                        spec: {selector: {app: auth}, ports: [{name: grpc, port: 9000}]}
                        """,
                        filter(
                                "f",
                                "{applyTo: ROUTE_CONFIGURATION, patch: {operation: MERGE, value: {metadata: {filter_metadata: {x: {cluster: outbound|9000||auth.default.svc.cluster.local}}}}}}"));

        assertThat(translation.resources())
                .containsKey(
                        new ResourceName(
                                ResourceType.CLUSTER,
                                "outbound|9000||auth.default.svc.cluster.local"));
    }

    @Test
    void thePatchesOfTheRootNamespaceComeFirstAndThePriorityBeforeThat() {
        Translation translation =
                translate(
                        GATEWAY,
                        hosts("shop", "a.example.com"),
                        filter("z", table("second")),
                        filter("a", table("third")).replace("spec:", "spec:\n  priority: 1"),
                        filter("b", table("first")).replace("spec:", "spec:\n  priority: -1"));

        assertThat(tables(translation).getFirst().getResponseHeadersToRemoveList())
                .containsExactly("first", "second", "third");
    }

    @Test
    void aFilterBetweenThoseThatSomeRoutesNeedStandsThereForEveryRequest() {
        String patch =
                "{applyTo: HTTP_FILTER, match: {listener: {filterChain: {filter: {name: envoy.filters.network.http_connection_manager, subFilter: {name: %s}}}}}, patch: {operation: INSERT_BEFORE, value: {name: x, typed_config: {\"@type\": type.googleapis.com/envoy.extensions.filters.http.buffer.v3.Buffer, max_request_bytes: 1}}}}";

        assertThat(httpFilters(translateByHost(filter("f", patch.formatted("gatehouse.oidc")))))
                .containsSubsequence("gatehouse.api_keys", "x", "gatehouse.oidc")
                .doesNotContain("gatehouse.unrouted.1", "gatehouse.unrouted.2");
        assertThat(httpFilters(translateByHost(filter("f", patch.formatted("gatehouse.csrf")))))
                .containsSubsequence("envoy.filters.http.cors", "x", "gatehouse.unrouted.2")
                .containsSubsequence("gatehouse.unrouted.2", "gatehouse.csrf", "gatehouse.oidc");
    }

    private static List<String> httpFilters(Translation translation) {
        return translation.resources().values().stream()
                .filter(resource -> resource.name().type() == ResourceType.LISTENER)
                .filter(resource -> !resource.name().name().equals(ScopesListenerTranslator.NAME))
                .map(EnvoyFilterTest::listener)
                .flatMap(FilterNames::http)
                .toList();
    }

    private static Listener listener(VersionedResource resource) {
        try {
            return resource.body().unpack(Listener.class);
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void anObjectThatGoesTakesItsPatchesAlong() {
        LiveTranslation live = new LiveTranslation(TestGroups.INGRESS);
        GivenYaml.valid(
                        String.join(
                                "\n---\n",
                                GATEWAY,
                                hosts("shop", "a.example.com"),
                                filter("f", table("x"))))
                .forEach(live::upsert);
        live.changes();
        live.delete(new ObjectKey(Kind.ENVOY_FILTER, "istio-system", "f"));

        assertThat(live.changes().upserts()).hasSize(1);
    }

    private static Translation translateByHost(String filter) {
        return Translation.of(
                GivenYaml.valid(
                        String.join("\n---\n", GATEWAY, hosts("shop", "a.example.com"), filter)),
                TestGroups.INGRESS,
                Instant.EPOCH,
                new DeliveryLimits(1, 1_000));
    }

    private static Translation translate(String... yaml) {
        return Translation.of(
                GivenYaml.valid(String.join("\n---\n", yaml)), TestGroups.INGRESS, Instant.EPOCH);
    }

    private static long scopes(Translation translation) {
        return translation.resources().keySet().stream()
                .filter(name -> name.type() == ResourceType.SCOPED_ROUTE)
                .count();
    }

    private static Map<String, VirtualHost> hosts(Translation translation) {
        Map<String, VirtualHost> hosts = new TreeMap<>();
        tables(translation)
                .forEach(table ->
                        table.getVirtualHostsList()
                                .forEach(host -> hosts.put(host.getName(), host)));
        return hosts;
    }

    private static VirtualHost of(Map<String, VirtualHost> hosts, String name) {
        return hosts.getOrDefault(name, VirtualHost.getDefaultInstance());
    }

    private static List<RouteConfiguration> tables(Translation translation) {
        List<RouteConfiguration> tables = new ArrayList<>();
        for (VersionedResource resource : translation.resources().values()) {
            if (resource.name().type() == ResourceType.ROUTE) {
                try {
                    tables.add(resource.body().unpack(RouteConfiguration.class));
                } catch (InvalidProtocolBufferException e) {
                    throw new AssertionError(e);
                }
            }
        }
        return tables;
    }

    private static RouteConfiguration scope(VersionedResource resource) {
        try {
            return resource.body().unpack(ScopedRouteConfiguration.class).getRouteConfiguration();
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    private static String table(String header) {
        return "{applyTo: ROUTE_CONFIGURATION, patch: {operation: MERGE, value: {response_headers_to_remove: [%s]}}}"
                .formatted(header);
    }

    private static String host(String name, String header) {
        return "{applyTo: VIRTUAL_HOST, match: {routeConfiguration: {vhost: {name: \"%s\"}}}, patch: {operation: MERGE, value: {response_headers_to_remove: [%s]}}}"
                .formatted(name, header);
    }

    private static String filter(String name, String... patches) {
        return """
        apiVersion: networking.istio.io/v1alpha3
        kind: EnvoyFilter
        metadata: {name: %s, namespace: istio-system}
        spec:
          configPatches:
          - %s
        """
                .formatted(name, String.join("\n  - ", patches));
    }

    private static String hosts(String name, String... hosts) {
        return """
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {name: %s, namespace: default}
        spec:
          hosts: ["%s"]
          gateways: [gw]
          http: [{route: [{destination: {host: shop}}]}]
        """
                .formatted(name, String.join("\", \"", hosts));
    }
}
