// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import static io.gatehouse.server.live.Yaml.HOST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.config.Finding;
import io.gatehouse.config.FindingCode;
import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.Severity;
import io.gatehouse.routing.ModuleCode;
import io.gatehouse.server.fetch.DocumentServer;
import io.gatehouse.server.modules.ImageServer;
import io.gatehouse.testing.GatewayClient;
import io.gatehouse.testing.GatewayRequest;
import io.gatehouse.testing.WasmModules;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Wasm modules that the control plane fetches, run by a proxy.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WasmIT {
    private static final String MODULE = "/plugin.wasm";
    private static final GatewayRequest GET = GatewayRequest.get(HOST, "/");
    private static final ObjectKey KEY = new ObjectKey(Kind.WASM_PLUGIN, "istio-system", "plugin");

    private static final String ROUTES =
            Yaml.virtualService("shop", HOST, "- route: [{destination: {host: shop}}]");

    private final Backends shop = Backends.start("shop", 1);
    private final DocumentServer server = DocumentServer.start();
    private LiveGateway gateway;

    @BeforeAll
    void start() {
        gateway =
                LiveGateway.start(
                        Yaml.GATEWAY
                                + "  - {port: {number: 8000, name: alt, protocol: HTTP}, hosts: ['*']}\n",
                        ROUTES,
                        shop.yaml());
    }

    @AfterAll
    void stop() {
        gateway.close();
        shop.close();
        server.close();
    }

    @AfterEach
    void remove() {
        gateway.change(List.of(), List.of(KEY));
        server.release(MODULE);
    }

    /// For port 80 alone.
    private String plugin(String fields) {
        return """
        apiVersion: extensions.istio.io/v1alpha1
        kind: WasmPlugin
        metadata: {name: plugin, namespace: istio-system}
        spec: {url: '%s', match: [{ports: [{number: 80}]}], %s}
        """
                .formatted(server.uri(MODULE), fields);
    }

    private String added() {
        return gateway.send(GET).header(WasmModules.HEADER);
    }

    private static void until(Callable<Boolean> condition) {
        await().atMost(Duration.ofSeconds(20))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(condition);
    }

    private void untilTold(String... words) {
        until(() -> {
            String told = gateway.findings(FindingCode.MODULE_NOT_FETCHED).toString();
            return List.of(words).stream().allMatch(told::contains);
        });
    }

    private void assertTheOtherPortServes() {
        LiveGateway.awaitStatus(GatewayClient.plain(gateway.port(8000)), HOST, "/", 200);
    }

    @Test
    void aModuleComesIsConfiguredAnewAndGoesWithoutALostRequest() {
        server.put(MODULE, WasmModules.greeting());
        Load load = Load.start(gateway.http(), GET);
        load.more(50);
        gateway.apply(plugin("pluginConfig: {greeting: hello}"));
        until(() -> added().equals("{\"greeting\":\"hello\"}"));
        load.more(50);
        gateway.apply(plugin("pluginConfig: {greeting: bye}"));
        until(() -> added().equals("{\"greeting\":\"bye\"}"));
        load.more(50);
        remove();
        load.more(50);
        assertThat(load.stop()).isEmpty();
        assertThat(added()).isEmpty();
    }

    @Test
    void withoutTheModuleRequestsThatItIsForAreRefusedUntilItComes() {
        server.fail(MODULE);
        gateway.apply(plugin("pluginConfig: {a: b}"));
        untilTold("status 503", "refused with 403");
        until(() -> gateway.send(GET).status() == 403);
        assertTheOtherPortServes();

        server.put(MODULE, WasmModules.greeting());
        until(() -> added().equals("{\"a\":\"b\"}"));
        until(() -> gateway.findings(FindingCode.MODULE_NOT_FETCHED).isEmpty());
    }

    @Test
    void oneThatFailsOpenLetsRequestsPassUntilItComes() {
        server.put(MODULE, "<html>");
        gateway.apply(plugin("failStrategy: FAIL_OPEN, pluginConfig: {a: b}"));
        untilTold("no WebAssembly module", "passes without it");
        assertThat(gateway.send(GET).status()).isEqualTo(200);

        server.put(MODULE, WasmModules.greeting());
        until(() -> added().equals("{\"a\":\"b\"}"));
    }

    @Test
    void aModuleThatTakesLongDoesNotHoldUpTheRest() {
        server.put(MODULE, WasmModules.greeting());
        server.hold(MODULE);
        gateway.apply(plugin("failStrategy: FAIL_OPEN"));
        untilTold("still being fetched");
        gateway.apply(
                Yaml.virtualService("new", "new.example.com", "- directResponse: {status: 207}"));
        LiveGateway.awaitStatus(gateway.http(), "new.example.com", "/", 207);

        server.release(MODULE);
        until(() -> gateway.findings(FindingCode.MODULE_NOT_FETCHED).isEmpty());
    }

    @Test
    void aModuleMustHaveTheDigestThatIsGiven() {
        server.put(MODULE, WasmModules.greeting());
        String digest = ModuleCode.digest(WasmModules.greeting());
        gateway.apply(plugin("sha256: %s".formatted(ModuleCode.digest(WasmModules.trap()))));
        untilTold(digest, "expected: " + ModuleCode.digest(WasmModules.trap()));
        until(() -> gateway.send(GET).status() == 403);

        gateway.apply(plugin("sha256: %s, pluginConfig: {a: b}".formatted(digest)));
        until(() -> added().equals("{\"a\":\"b\"}"));
    }

    @Test
    void aModuleThatIsAlwaysPulledIsPulledWithEachChangeOfItsPluginAndTheLastOneStays() {
        server.put(MODULE, WasmModules.greeting());
        String always = "imagePullPolicy: Always, pluginConfig: {a: %d}";
        gateway.apply(plugin(always.formatted(1)));
        until(() -> added().equals("{\"a\":1}"));

        server.fail(MODULE);
        gateway.apply(plugin(always.formatted(2)));
        untilTold("the module that was fetched before stays in use");
        assertThat(gateway.findings(FindingCode.MODULE_NOT_FETCHED))
                .extracting(Finding::severity)
                .containsExactly(Severity.WARNING);
        until(() -> added().equals("{\"a\":2}"));

        server.put(MODULE, WasmModules.trap());
        until(() -> gateway.send(GET).status() == 503);
    }

    /// Only Envoy can tell that it is none: what follows the first bytes is missing.
    @Test
    void aModuleThatEnvoyRefusesCountsAsOneThatCannotBeHad() {
        byte[] broken = Arrays.copyOf(WasmModules.greeting(), 40);
        server.put(MODULE, broken);
        gateway.apply(plugin("pluginName: broken"));
        until(() ->
                gateway.findings(FindingCode.REFUSED_BY_PROXY).stream()
                        .anyMatch(told -> told.message().contains("failStrategy decides")));
        until(() -> gateway.send(GET).status() == 403);
        assertTheOtherPortServes();
    }

    @Test
    void aModuleHasTheVariablesThatItIsGiven() {
        server.put(MODULE, WasmModules.greeting());
        gateway.apply(plugin("pluginName: a, vmConfig: {env: [{name: LANGUAGE, value: en}]}"));
        until(() -> gateway.send(GET).header(WasmModules.ENVIRONMENT).equals("LANGUAGE=en"));

        gateway.apply(plugin("pluginName: a, vmConfig: {env: [{name: PATH, valueFrom: HOST}]}"));
        until(() -> gateway.send(GET).header(WasmModules.ENVIRONMENT).startsWith("PATH=/"));
    }

    @Test
    void anImageIsPulledWithTheCredentialsOfItsSecret() {
        try (ImageServer registry = ImageServer.startGuarded()) {
            registry.put(
                    "v1",
                    registry.manifest(
                            "application/vnd.module.wasm.content.layer.v1+wasm",
                            List.of(WasmModules.greeting())));
            gateway.apply(
                    """
                    apiVersion: extensions.istio.io/v1alpha1
                    kind: WasmPlugin
                    metadata: {name: plugin, namespace: istio-system}
                    spec: {url: '%s', imagePullSecret: pull, pluginConfig: {a: b}}
                    """
                            .formatted(registry.url(":v1")));
            untilTold("status 401");
            assertThat(gateway.findings(FindingCode.PULL_SECRET)).hasSize(1);

            gateway.apply(
                    """
                    apiVersion: v1
                    kind: Secret
                    metadata: {name: pull, namespace: istio-system}
                    type: kubernetes.io/dockerconfigjson
                    stringData:
                      .dockerconfigjson: '{"auths":{"%s":{"username":"reader","password":"secret"}}}'
                    """
                            .formatted(registry.registry()));
            until(() -> added().equals("{\"a\":\"b\"}"));
            assertThat(gateway.findings(FindingCode.PULL_SECRET)).isEmpty();
        }
    }

    @Test
    void connectionsPassModulesOfTypeNetwork() {
        server.put(MODULE, WasmModules.greeting());
        try (LiveGateway tcp =
                LiveGateway.start(
                        """
                        apiVersion: networking.istio.io/v1
                        kind: Gateway
                        metadata: {name: gw, namespace: default}
                        spec:
                          selector: {istio: ingressgateway}
                          servers:
                          - port: {number: 80, name: tcp, protocol: TCP}
                            hosts: ["*"]
                        """,
                        """
                        apiVersion: networking.istio.io/v1
                        kind: VirtualService
                        metadata: {name: raw, namespace: default}
                        spec:
                          hosts: ["*"]
                          gateways: [gw]
                          tcp: [{route: [{destination: {host: shop}}]}]
                        """,
                        shop.yaml())) {
            LiveGateway.awaitStatus(tcp.http(), HOST, "/", 200);
            assertThat(tcp.send(GET).echo().method()).isEqualTo("GET");
            tcp.apply(plugin("type: NETWORK"));
            until(() -> tcp.send(GET).echo().method().equals("wasm:GET"));
        }
    }

    @Test
    void aControlPlaneThatComesBackTakesNoModuleAway() {
        server.put(MODULE, WasmModules.greeting());
        gateway.apply(plugin("pluginConfig: {a: b}"));
        until(() -> added().equals("{\"a\":\"b\"}"));
        Load load = Load.start(gateway.http(), GET);

        gateway.stopControlPlane();
        server.hold(MODULE);
        int asked = server.requests();
        gateway.restartControlPlane();
        until(() -> server.requests() > asked);
        load.more(50);
        server.release(MODULE);
        until(() -> gateway.ready() && added().equals("{\"a\":\"b\"}"));
        load.more(50);
        assertThat(load.stop()).isEmpty();
    }
}
