// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TrafficExtensionValidationTest {
    private static List<String> spec(String kind, String spec) {
        return Judged.problems(
                "{apiVersion: extensions.istio.io/v1alpha1, kind: %s, metadata: {name: a}, spec: {%s}}"
                        .formatted(kind, spec));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://modules.test/a.wasm",
                "https://modules.test:8443/a.wasm?v=1",
                "file:///opt/a.wasm",
                "oci://registry.test/a",
                "registry.test:5000/team/a:v1",
                "oci://registry.test/a:v1@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                "oci://[::1]:5000/a_b/c-d:latest"
            })
    void placesOfModules(String url) {
        assertThat(spec("WasmPlugin", "url: '%s'".formatted(url))).isEmpty();
        assertThat(spec("TrafficExtension", "wasm: {url: '%s'}".formatted(url))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://modules.test/a.wasm",
                "http:///a.wasm",
                "http://modules.test:99999/",
                "file://a.wasm",
                "file:///",
                "oci://registry.test",
                "oci://registry.test/A",
                "oci://registry.test/a@sha256:abc",
                "a b"
            })
    void noPlacesOfModules(String url) {
        assertThat(spec("WasmPlugin", "url: '%s'".formatted(url)))
                .containsExactly("ERROR INVALID_VALUE spec.url");
        assertThat(spec("TrafficExtension", "wasm: {url: '%s'}".formatted(url)))
                .containsExactly("ERROR INVALID_VALUE spec.wasm.url");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    phase: AUTHN | ERROR INVALID_VALUE .
                    lua: {inlineCode: a}, wasm: {url: 'http://a/'} | ERROR INVALID_VALUE .
                    lua: {inlineCode: ''} | ERROR MISSING_FIELD .lua.inlineCode
                    lua: {} | ERROR MISSING_FIELD .lua.inlineCode
                    lua: {inlineCode: "\\eLJ"} | ERROR INVALID_VALUE .lua.inlineCode
                    lua: {inlineCode: a}, match: [{ports: [{number: 0}]}] | ERROR INVALID_VALUE .match[0].ports[0].number
                    lua: {inlineCode: a}, match: [{ports: [{number: 80}, {number: 80}]}] | ERROR INVALID_VALUE .match[0].ports[1]
                    lua: {inlineCode: a}, match: [{mode: SERVER}] | INFO NO_EFFECT .match
                    lua: {inlineCode: a}, selector: {matchLabels: {a: b}}, targetRefs: [{kind: Service, name: a}] | ERROR INVALID_VALUE .
                    wasm: {} | ERROR MISSING_FIELD .wasm.url
                    wasm: {url: 'http://a/', sha256: abc} | ERROR INVALID_VALUE .wasm.sha256
                    wasm: {url: 'r.test/a@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', sha256: bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb} | ERROR INVALID_VALUE .wasm.sha256
                    wasm: {url: 'http://a/', imagePullSecret: a} | INFO NO_EFFECT .wasm.imagePullSecret
                    wasm: {url: 'http://a/', vmConfig: {env: [{name: '1a'}]}} | ERROR INVALID_VALUE .wasm.vmConfig.env[0].name
                    wasm: {url: 'http://a/', vmConfig: {env: [{name: A}, {name: A, valueFrom: HOST}]}} | ERROR INVALID_VALUE .wasm.vmConfig.env[1].name
                    wasm: {url: 'http://a/', vmConfig: {env: [{name: A, valueFrom: HOST, value: b}]}} | ERROR INVALID_VALUE .wasm.vmConfig.env[0].value
                    """)
    void findings(String yaml, String finding) {
        String expected =
                finding.endsWith(" .")
                        ? finding.replace(" .", " spec")
                        : Judged.below("spec", finding);
        assertThat(spec("TrafficExtension", yaml)).containsExactly(expected);
    }

    @Test
    void aProgramHasABound() {
        assertThat(
                        spec(
                                "TrafficExtension",
                                "lua: {inlineCode: '%s'}".formatted("a".repeat(65_537))))
                .containsExactly("ERROR INVALID_VALUE spec.lua.inlineCode");
    }

    @Test
    void whatAProxyConfigSaysIsForTheStartOfPods() {
        assertThat(
                        Judged.problems(
                                "{apiVersion: networking.istio.io/v1beta1, kind: ProxyConfig, metadata: {name: a}, spec: {concurrency: -1, image: {imageType: a}, environmentVariables: {A: b}}}"))
                .containsExactly(
                        "ERROR INVALID_VALUE spec.concurrency",
                        "INFO SAID_ELSEWHERE spec.concurrency",
                        "INFO SAID_ELSEWHERE spec.image",
                        "INFO SAID_ELSEWHERE spec.environmentVariables");
    }
}
