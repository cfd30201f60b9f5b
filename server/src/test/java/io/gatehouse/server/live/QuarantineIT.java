// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.awaitility.Awaitility.await;

import io.gatehouse.config.Finding;
import io.gatehouse.config.FindingCode;
import io.gatehouse.config.Kind;
import io.gatehouse.engine.DeliveryLimits;
import io.gatehouse.testing.GatewayClient;
import io.gatehouse.testing.GatewayRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// An object that Envoy refuses is set aside by itself; all others, on the same table too, go on.
class QuarantineIT {
    private static String vs(String name, int status) {
        return Yaml.virtualService(
                name, name + ".test", "- directResponse: {status: %d}".formatted(status));
    }

    private static String refused(String name, int status) {
        return RefusedRoute.yaml(name, name + ".test", status);
    }

    private static void awaitStatus(LiveGateway gateway, String name, int status) {
        LiveGateway.awaitStatus(gateway.http(), name + ".test", "/", status);
    }

    private static List<String> refusedObjects(LiveGateway gateway) {
        return gateway.findings(FindingCode.REFUSED_BY_PROXY).stream()
                .map(finding -> finding.object().map(key -> key.name()).orElse("?"))
                .toList();
    }

    private static void awaitRefused(LiveGateway gateway, String... names) {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> refusedObjects(gateway), List.of(names)::equals);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1_000})
    void itsLastGoodVersionStaysAndTheOthersGoOn(int scopedFrom) {
        try (LiveGateway gateway =
                LiveGateway.startWith(
                        new DeliveryLimits(scopedFrom, 1_000),
                        Yaml.GATEWAY,
                        vs("a", 201),
                        vs("b", 201))) {
            gateway.apply(refused("a", 202));
            awaitRefused(gateway, "a");
            Finding finding = gateway.findings(FindingCode.REFUSED_BY_PROXY).getFirst();
            assertThat(finding.message())
                    .contains(
                            "RE2 program size",
                            "its version before goes on being served until it changes");
            awaitStatus(gateway, "a", 201);

            gateway.apply(vs("b", 203));
            awaitStatus(gateway, "b", 203);
            gateway.apply(vs("c", 204));
            awaitStatus(gateway, "c", 204);
            awaitStatus(gateway, "a", 201);
            awaitRefused(gateway, "a");
            assertThat(gateway.ready()).isTrue();

            gateway.apply(vs("a", 205));
            awaitStatus(gateway, "a", 205);
            awaitRefused(gateway);

            gateway.apply(refused("a", 202));
            awaitRefused(gateway, "a");
            gateway.apply(vs("b", 206));
            awaitStatus(gateway, "b", 206);
            awaitStatus(gateway, "a", 205);
        }
    }

    @Test
    void withoutAVersionBeforeItIsLeftOut() {
        try (LiveGateway gateway = LiveGateway.start(Yaml.GATEWAY, vs("a", 201))) {
            gateway.apply(refused("b", 202));
            awaitRefused(gateway, "b");
            assertThat(gateway.findings(FindingCode.REFUSED_BY_PROXY).getFirst().message())
                    .contains("it is left out until it changes");
            gateway.apply(vs("a", 203));
            awaitStatus(gateway, "a", 203);
            awaitStatus(gateway, "b", 404);
            gateway.delete(Kind.VIRTUAL_SERVICE, "b");
            awaitRefused(gateway);
        }
    }

    @Test
    void amongManyThatChangeAtOnceOnlyTheOffendersAreSetAside() {
        try (LiveGateway gateway = LiveGateway.start(Yaml.GATEWAY, vs("a", 201))) {
            gateway.apply(
                    Stream.concat(
                                    IntStream.range(0, 20).mapToObj(i -> vs("n" + i, 202)),
                                    Stream.of(refused("a", 203), refused("z", 203), vs("x", 204)))
                            .toArray(String[]::new));
            awaitRefused(gateway, "a", "z");
            for (int i = 0; i < 20; i++) {
                awaitStatus(gateway, "n" + i, 202);
            }
            awaitStatus(gateway, "x", 204);
            awaitStatus(gateway, "a", 201);
        }
    }

    /// Of a listener, too.
    @Test
    void aProgramThatDoesNotRunAmongGatewaysThatComeWithIt() {
        try (LiveGateway gateway = LiveGateway.start(vs("a", 201))) {
            gateway.apply(
                    Yaml.GATEWAY,
                    """
                    apiVersion: networking.istio.io/v1alpha3
                    kind: EnvoyFilter
                    metadata: {name: broken, namespace: istio-system}
                    spec:
                      configPatches:
                      - applyTo: HTTP_FILTER
                        match:
                          context: GATEWAY
                          listener: {filterChain: {filter: {name: envoy.filters.network.http_connection_manager}}}
                        patch:
                          operation: INSERT_FIRST
                          value:
                            name: broken
                            typed_config:
                              "@type": type.googleapis.com/envoy.extensions.filters.http.lua.v3.Lua
                              default_source_code: {inline_string: "function envoy_on_response(h"}
                    """);
            awaitRefused(gateway, "broken");
            awaitStatus(gateway, "a", 201);
        }
    }

    /// Only a real proxy can tell: what it refuses is good for another one.
    @Test
    void anAddressThatTheProxyDoesNotHaveKeepsNothingElseBack() {
        try (LiveGateway gateway = LiveGateway.start(Yaml.GATEWAY, vs("a", 201))) {
            gateway.apply(
                    Yaml.GATEWAY
                            + """
                              - port: {number: 443, name: more, protocol: HTTP}
                                hosts: ["*"]
                              - port: {number: 8000, name: elsewhere, protocol: HTTP}
                                bind: 192.0.2.1
                                hosts: ["*"]
                            """);
            await().untilAsserted(() ->
                    assertThat(gateway.findings(FindingCode.REFUSED_BY_PROXY))
                            .singleElement()
                            .extracting(Finding::message, STRING)
                            .contains(
                                    "192.0.2.1",
                                    "an Envoy of the control plane takes it, so only this proxy"));
            awaitRefused(gateway, "?");
            LiveGateway.awaitStatus(GatewayClient.plain(gateway.port(443)), "a.test", "/", 201);
            gateway.apply(vs("a", 202));
            awaitStatus(gateway, "a", 202);
        }
    }

    @Test
    void whoIsThereFromTheStartHarmsNobodyElse() {
        try (LiveGateway gateway =
                LiveGateway.start(Yaml.GATEWAY, vs("a", 201), refused("b", 202), vs("c", 203))) {
            awaitRefused(gateway, "b");
            awaitStatus(gateway, "a", 201);
            awaitStatus(gateway, "c", 203);
            awaitStatus(gateway, "b", 404);
        }
    }

    /// Also for an Envoy that comes after the restart.
    @Test
    void itsLastGoodVersionOutlivesARestart(@TempDir Path lastGood) {
        try (LiveGateway gateway =
                LiveGateway.startKeeping(
                        lastGood,
                        DeliveryLimits.DEFAULT,
                        Yaml.GATEWAY,
                        vs("a", 201),
                        vs("b", 201))) {
            gateway.apply(refused("b", 202));
            awaitRefused(gateway, "b");
            await().until(gateway::synced);
            gateway.stopControlPlane();
            gateway.killEnvoy();
            gateway.restartControlPlane();
            gateway.restartEnvoy();
            assertThat(gateway.send(GatewayRequest.get("b.test", "/")).status()).isEqualTo(201);
            assertThat(refusedObjects(gateway)).containsExactly("b");

            gateway.apply(vs("b", 203));
            awaitStatus(gateway, "b", 203);
            awaitRefused(gateway);
        }
    }

    /// The version that is refused was written while no control plane ran.
    @Test
    void whatChangedMeanwhileFallsBackToo(@TempDir Path lastGood) {
        try (LiveGateway gateway =
                LiveGateway.startKeeping(
                        lastGood,
                        DeliveryLimits.DEFAULT,
                        Yaml.GATEWAY,
                        vs("a", 201),
                        vs("b", 201))) {
            await().until(gateway::synced);
            gateway.stopControlPlane();
            gateway.changeUnseen(List.of(refused("b", 202)), List.of());
            gateway.restartControlPlane();
            awaitRefused(gateway, "b");
            awaitStatus(gateway, "b", 201);
            gateway.apply(vs("a", 203));
            awaitStatus(gateway, "a", 203);
            awaitStatus(gateway, "b", 201);
        }
    }

    @Test
    void aRestartedControlPlaneFindsItAgain() {
        try (LiveGateway gateway = LiveGateway.start(Yaml.GATEWAY, vs("a", 201), vs("b", 201))) {
            gateway.apply(refused("b", 202));
            awaitRefused(gateway, "b");
            gateway.stopControlPlane();
            gateway.restartControlPlane();
            awaitRefused(gateway, "b");
            gateway.apply(vs("a", 203));
            awaitStatus(gateway, "a", 203);
        }
    }
}
