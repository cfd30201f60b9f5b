// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.engine.FetchedModule;
import io.gatehouse.engine.ModuleSource;
import io.gatehouse.engine.Scenario;
import io.gatehouse.engine.graph.Output;
import io.gatehouse.routing.AbsentProgram;
import io.gatehouse.routing.LuaProgram;
import io.gatehouse.routing.ModuleCode;
import io.gatehouse.routing.ProgramStep;
import io.gatehouse.routing.ProgramSteps;
import io.gatehouse.routing.TrafficProgram;
import io.gatehouse.routing.WasmProgram;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Which programs a chain has and in what order, and what they are.
class ExtensionNodesTest {
    private static final String GATEWAY =
            """
            apiVersion: networking.istio.io/v1
            kind: Gateway
            metadata: {name: gw, namespace: default}
            spec:
              selector: {istio: ingressgateway}
              servers:
              - {port: {number: 80, name: http, protocol: HTTP}, hosts: ["*"]}
              - {port: {number: 81, name: http-alt, protocol: HTTP}, hosts: ["*"]}
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: istio-ingressgateway, namespace: istio-system}
            spec:
              selector: {istio: ingressgateway}
              ports: [{name: http, port: 80, targetPort: 8080}, {name: http-alt, port: 81, targetPort: 8081}]
            """;

    private final Scenario scenario = new Scenario(GATEWAY);
    private final Output<ObjectKey, Optional<TrafficProgram>> programs =
            scenario.routing.graph.output(
                    scenario.routing.tables.wasmPlugins,
                    scenario.routing.policies.extensions.program);

    private static String plugin(String name, String spec) {
        return plugin("istio-system", name, "", spec);
    }

    private static String plugin(String namespace, String name, String created, String spec) {
        return """
        apiVersion: extensions.istio.io/v1alpha1
        kind: WasmPlugin
        metadata: {name: %s, namespace: %s%s}
        spec: {%s}
        """
                .formatted(
                        name,
                        namespace,
                        created.isEmpty() ? "" : ", creationTimestamp: \"%s\"".formatted(created),
                        spec);
    }

    private ProgramSteps steps(int podPort) {
        return scenario.ports.values().stream()
                .filter(port -> port.port() == podPort)
                .findFirst()
                .orElseThrow()
                .chains()
                .getFirst()
                .handling()
                .programs();
    }

    private static List<String> names(List<ProgramStep> steps) {
        return steps.stream()
                .map(step -> step.program().substring(step.program().lastIndexOf('.') + 1))
                .toList();
    }

    private List<String> ofRequests(int podPort) {
        return names(steps(podPort).ofRequests());
    }

    private Optional<TrafficProgram> program(String name) {
        return programs.value(new ObjectKey(Kind.WASM_PLUGIN, "istio-system", name)).orElseThrow();
    }

    @Test
    void phasesThenHighPrioritiesThenTheOldestFirst() {
        scenario.apply(
                plugin("unspecified", "url: 'file:///a', priority: 99"),
                plugin("stats", "url: 'file:///a', phase: STATS"),
                plugin("authz", "url: 'file:///a', phase: AUTHZ"),
                plugin(
                        "istio-system",
                        "young",
                        "2026-02-01T00:00:00Z",
                        "url: 'file:///a', phase: AUTHN"),
                plugin(
                        "istio-system",
                        "old",
                        "2026-01-01T00:00:00Z",
                        "url: 'file:///a', phase: AUTHN"),
                plugin("high", "url: 'file:///a', phase: AUTHN, priority: 10"),
                plugin("low", "url: 'file:///a', phase: AUTHN, priority: -1"),
                plugin("default", "elsewhere", "", "url: 'file:///a', phase: AUTHN"));

        assertThat(ofRequests(8080))
                .containsExactly("high", "old", "young", "low", "authz", "stats", "unspecified");
    }

    @Test
    void matchesSayWhere() {
        scenario.apply(
                plugin(
                        "eighty",
                        "url: 'file:///a', match: [{mode: CLIENT, ports: [{number: 80}]}]"),
                plugin("pods", "url: 'file:///a', match: [{ports: [{number: 8080}]}]"),
                plugin("servers", "url: 'file:///a', match: [{mode: SERVER}]"),
                plugin(
                        "any",
                        "url: 'file:///a', match: [{mode: SERVER}, {ports: [{number: 81}]}, {}]"));

        assertThat(ofRequests(8080)).containsExactly("any", "eighty");
        assertThat(ofRequests(8081)).containsExactly("any");
        assertThat(scenario.findings()).contains("GH1101 spec.match");
    }

    @Test
    void thoseOfConnectionsAreApart() {
        scenario.apply(
                plugin("bytes", "url: 'file:///a', type: NETWORK"),
                plugin("requests", "url: 'file:///a'"));

        assertThat(names(steps(8080).ofConnections())).containsExactly("bytes");
        assertThat(ofRequests(8080)).containsExactly("requests");
    }

    @Test
    void aTrafficExtensionStandsBesidePlugins() {
        scenario.apply(
                plugin("wasm", "url: 'file:///a', phase: AUTHN"),
                """
                apiVersion: extensions.istio.io/v1alpha1
                kind: TrafficExtension
                metadata: {name: lua, namespace: istio-system}
                spec: {phase: AUTHN, priority: 1, lua: {inlineCode: 'h:httpCall("outbound|80||shop.default.svc.cluster.local")'}}
                """);

        assertThat(ofRequests(8080)).containsExactly("lua", "wasm");
        assertThat(steps(8080).ofRequests())
                .extracting(ProgramStep::kind)
                .containsExactly(ProgramStep.Kind.LUA, ProgramStep.Kind.WASM);
        Output<ObjectKey, Optional<TrafficProgram>> extensions =
                scenario.routing.graph.output(
                        scenario.routing.tables.trafficExtensions,
                        scenario.routing.policies.extensions.program);
        assertThat(extensions.value(new ObjectKey(Kind.TRAFFIC_EXTENSION, "istio-system", "lua")))
                .hasValueSatisfying(program ->
                        assertThat(program)
                                .hasValueSatisfying(lua -> {
                                    assertThat(lua).isInstanceOf(LuaProgram.class);
                                    assertThat(lua.upstreams())
                                            .containsExactly(
                                                    "outbound|80||shop.default.svc.cluster.local");
                                }));
    }

    @Test
    void aModuleIsWaitedForWhileItIsFetchedForTheFirstTime() {
        ModuleSource source =
                new ModuleSource("https://modules.test/a", "", Optional.empty(), false);
        scenario.routing.tables.fetchedModules.put(source, FetchedModule.PENDING);
        scenario.apply(
                plugin("open", "url: 'https://modules.test/a', failStrategy: FAIL_OPEN"),
                plugin("closed", "url: 'https://modules.test/a'"));
        assertThat(program("open")).isEmpty();
        assertThat(scenario.findings()).isEmpty();

        scenario.routing.tables.fetchedModules.put(
                source, new FetchedModule(Optional.empty(), Optional.of("no answer")));
        scenario.apply();
        assertThat(program("open"))
                .hasValueSatisfying(
                        program -> assertThat(((AbsentProgram) program).passes()).isTrue());
        assertThat(program("closed"))
                .hasValueSatisfying(
                        program -> assertThat(((AbsentProgram) program).passes()).isFalse());
        assertThat(scenario.findings()).containsOnly("GH1102 spec.url");

        scenario.routing.tables.fetchedModules.put(
                source,
                new FetchedModule(
                        Optional.of(new ModuleCode.Inline(new byte[] {1})), Optional.empty()));
        scenario.apply();
        assertThat(program("closed"))
                .hasValueSatisfying(program ->
                        assertThat(((WasmProgram) program).code())
                                .isEqualTo(new ModuleCode.Inline(new byte[] {1})));
        assertThat(scenario.findings()).isEmpty();
    }

    @Test
    void whatIsForRequestsAtPortsWithoutThemIsTold() {
        String mixed =
                GATEWAY.replace(
                        "number: 81, name: http-alt, protocol: HTTP",
                        "number: 81, name: tcp, protocol: TCP");
        scenario.apply(
                mixed,
                plugin(
                        "bytes",
                        "url: 'file:///a', type: NETWORK, match: [{ports: [{number: 81}]}]"),
                plugin("some", "url: 'file:///a', match: [{ports: [{number: 80}, {number: 81}]}]"));
        assertThat(scenario.message("GH1104")).isEmpty();

        scenario.apply(plugin("none", "url: 'file:///a', match: [{ports: [{number: 81}]}]"));
        assertThat(scenario.findings()).contains("GH1104 spec.match");
        assertThat(scenario.message("GH1104"))
                .startsWith("it is run for HTTP requests, and the servers of port 81 have")
                .contains("(expected: a port with a server of HTTP, as has port 80, or");
    }

    @Test
    void whatIsForConnectionsThatAreOnlyHandedOnIsTold() {
        scenario.apply(
                GATEWAY.replace(
                        "{port: {number: 81, name: http-alt, protocol: HTTP}",
                        "{port: {number: 81, name: tls, protocol: TLS}, tls: {mode: AUTO_PASSTHROUGH}"),
                plugin(
                        "bytes",
                        "url: 'file:///a', type: NETWORK, match: [{ports: [{number: 81}]}]"));

        assertThat(scenario.message("GH1104"))
                .contains("(expected: a port with a server of another kind, as has port 80)");
    }

    @Test
    void nullInAConfigurationReachesTheModule() {
        scenario.apply(
                plugin(
                        "nulls",
                        "url: 'file:///a', pluginConfig: {limit: null, list: [1, ~], of: {a: null}}"));

        assertThat(program("nulls"))
                .hasValueSatisfying(program ->
                        assertThat(((WasmProgram) program).configuration())
                                .isEqualTo(
                                        "{\"limit\":null,\"list\":[1,null],\"of\":{\"a\":null}}"));
    }
}
