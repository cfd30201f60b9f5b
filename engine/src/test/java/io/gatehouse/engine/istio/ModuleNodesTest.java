// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.engine.ModuleDemand;
import io.gatehouse.engine.ModuleSource;
import io.gatehouse.engine.RegistryLogin;
import io.gatehouse.engine.Scenario;
import io.gatehouse.engine.graph.Output;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which modules are to be fetched, and how.
class ModuleNodesTest {
    private static final String DIGEST = "0123456789abcdef".repeat(4);

    private final Scenario scenario = new Scenario();
    private final Map<ModuleSource, ModuleDemand> wanted = new TreeMap<>();

    private static String plugin(String namespace, String name, String spec) {
        return """
        apiVersion: extensions.istio.io/v1alpha1
        kind: WasmPlugin
        metadata: {name: %s, namespace: %s}
        spec: {%s}
        """
                .formatted(name, namespace, spec);
    }

    private Map<ModuleSource, ModuleDemand> wanted() {
        for (Output.Change<ModuleSource, ModuleDemand> change :
                scenario.routing.policies.extensions.modules.wanted.changes()) {
            change.value()
                    .ifPresentOrElse(
                            demand -> wanted.put(change.key(), demand),
                            () -> wanted.remove(change.key()));
        }
        return wanted;
    }

    private static ModuleSource source(String url, String sha256, boolean always) {
        return new ModuleSource(url, sha256, Optional.empty(), always);
    }

    @Test
    void whatPluginsOfGatewaysNameOnce() {
        scenario.apply(
                plugin("istio-system", "a", "url: 'https://modules.test/m'"),
                plugin("istio-system", "b", "url: 'https://modules.test/m', priority: 3"),
                plugin("istio-system", "file", "url: 'file:///m'"),
                plugin("default", "elsewhere", "url: 'https://modules.test/other'"),
                """
                apiVersion: extensions.istio.io/v1alpha1
                kind: TrafficExtension
                metadata: {name: c, namespace: istio-system}
                spec: {wasm: {url: 'https://modules.test/m', sha256: %s}}
                """
                        .formatted(DIGEST));
        assertThat(wanted())
                .containsOnlyKeys(
                        source("https://modules.test/m", "", false),
                        source("https://modules.test/m", DIGEST, false));

        scenario.delete(new ObjectKey(Kind.WASM_PLUGIN, "istio-system", "a"));
        assertThat(wanted()).hasSize(2);
        scenario.delete(new ObjectKey(Kind.WASM_PLUGIN, "istio-system", "b"));
        assertThat(wanted()).containsOnlyKeys(source("https://modules.test/m", DIGEST, false));
    }

    @ParameterizedTest
    @CsvSource({
        "oci://r.test/m:v1, '', false",
        "oci://r.test/m:v1, imagePullPolicy: Always, true",
        "oci://r.test/m:v1, imagePullPolicy: IfNotPresent, false",
        "oci://r.test/m:latest, '', true",
        "oci://r.test/m, '', true",
        "oci://r.test/m:latest, imagePullPolicy: IfNotPresent, false",
        "https://modules.test/m, '', false",
        "https://modules.test/m, imagePullPolicy: Always, true",
    })
    void tagsMayBeFetchedAgain(String url, String policy, boolean always) {
        scenario.apply(
                plugin(
                        "istio-system",
                        "a",
                        "url: '%s'%s".formatted(url, policy.isEmpty() ? "" : ", " + policy)));

        assertThat(wanted()).containsOnlyKeys(source(url, "", always));
        assertThat(wanted().values())
                .singleElement()
                .satisfies(demand -> assertThat(demand.namedBy()).hasSize(always ? 1 : 0));
    }

    @Test
    void whatADigestNamesIsNeverFetchedAgain() {
        scenario.apply(
                plugin(
                        "istio-system",
                        "a",
                        "url: 'oci://r.test/m:latest', imagePullPolicy: Always, sha256: " + DIGEST),
                plugin(
                        "istio-system",
                        "b",
                        "url: 'oci://r.test/m@sha256:%s', imagePullPolicy: Always"
                                .formatted(DIGEST)));

        assertThat(wanted().keySet()).hasSize(2).noneMatch(ModuleSource::always);
    }

    @Test
    void aRegistryIsAskedWithTheCredentialsOfTheSecret() {
        scenario.apply(
                plugin("istio-system", "a", "url: 'oci://r.test/m:v1', imagePullSecret: pull"));
        assertThat(logins()).containsExactly(Optional.empty());
        assertThat(scenario.findings()).containsExactly("GH1103 spec.imagePullSecret");
        assertThat(scenario.message("GH1103")).contains("there is no Secret istio-system/pull");

        scenario.apply(secret("other.test"));
        assertThat(logins()).containsExactly(Optional.empty());
        assertThat(scenario.message("GH1103")).contains("no credentials for r.test");

        scenario.apply(secret("r.test"));
        assertThat(logins()).containsExactly(Optional.of(new RegistryLogin("u", "p")));
        assertThat(scenario.findings()).isEmpty();
    }

    private List<Optional<RegistryLogin>> logins() {
        return wanted().values().stream().map(ModuleDemand::login).toList();
    }

    private static String secret(String registry) {
        return """
        apiVersion: v1
        kind: Secret
        metadata: {name: pull, namespace: istio-system}
        type: kubernetes.io/dockerconfigjson
        stringData: {.dockerconfigjson: '{"auths":{"%s":{"username":"u","password":"p"}}}'}
        """
                .formatted(registry);
    }
}
