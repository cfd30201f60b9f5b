// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.Severity;
import io.gatehouse.config.istio.ConnectionPool;
import io.gatehouse.config.istio.Gateway.TlsProtocol;
import io.gatehouse.config.istio.MeshConfig;
import io.gatehouse.config.istio.MeshConfig.Normalization;
import io.gatehouse.config.istio.ProxyConfig;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MeshConfigTextTest {
    @Test
    void whatAGatewayNeedsIsRead() {
        TextResult<MeshConfig> result =
                MeshConfigText.read(
                        """
                        rootNamespace: mesh-root
                        trustDomain: td
                        connectTimeout: 3s
                        default_service_export_to: ["."]
                        h2UpgradePolicy: UPGRADE
                        pathNormalization: {normalization: MERGE_SLASHES}
                        localityLbSetting: {enabled: false}
                        defaultHttpRetryPolicy: {attempts: 0}
                        defaultConfig:
                          gatewayTopology:
                            numTrustedProxies: 2
                            forwardClientCertDetails: APPEND_FORWARD
                            proxyProtocol: {}
                          proxyMetadata: {ISTIO_META_HTTP10: "1"}
                        """);

        assertThat(result.findings()).isEmpty();
        assertThat(result.valid()).isTrue();
        MeshConfig mesh = result.value();
        assertThat(mesh.rootNamespace()).isEqualTo("mesh-root");
        assertThat(mesh.connectTimeout()).contains(Duration.ofSeconds(3));
        assertThat(mesh.defaultServiceExportTo()).containsExactly(".");
        assertThat(mesh.h2UpgradePolicy()).isEqualTo(ConnectionPool.H2UpgradePolicy.UPGRADE);
        assertThat(mesh.pathNormalization())
                .contains(new MeshConfig.PathNormalization(Normalization.MERGE_SLASHES));
        ProxyConfig proxy = mesh.defaultConfig().orElseThrow();
        assertThat(proxy.proxyMetadata()).containsEntry("ISTIO_META_HTTP10", "1");
        assertThat(proxy.gatewayTopology().orElseThrow().numTrustedProxies()).isEqualTo(2);
        assertThat(proxy.gatewayTopology().orElseThrow().proxyProtocol()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   \n", "{}", "---\n", "# nothing\n", "null"})
    void nothingIsTheDefault(String text) {
        assertThat(MeshConfigText.read(text))
                .isEqualTo(new TextResult<>(MeshConfig.DEFAULT, List.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "enableEnvoyAccessLogService, SAID_ELSEWHERE",
        "enable_envoy_access_log_service, SAID_ELSEWHERE",
        "serviceSettings, SAID_ELSEWHERE",
        "defaultConfig.privateKeyProvider, NOT_SUPPORTED_YET",
        "proxyListenPort, NO_EFFECT",
        "outboundTrafficPolicy, NO_EFFECT",
        "mixerCheckServer, NO_EFFECT",
        "defaultConfig.discoveryAddress, NO_EFFECT",
        "defaultConfig.statsdUdpAddress, SAID_ELSEWHERE",
    })
    void otherFieldsOfIstioAreTold(String field, String code) {
        String[] path = field.split("\\.", -1);
        String text = path.length == 1 ? field + ": x" : path[0] + ": {" + path[1] + ": x}";

        TextResult<MeshConfig> result = MeshConfigText.read(text);

        assertThat(result.valid()).isTrue();
        assertThat(result.findings())
                .singleElement()
                .satisfies(f -> assertThat(f.code()).hasToString(code))
                .satisfies(f -> assertThat(f.severity()).isEqualTo(Severity.INFO))
                .satisfies(f -> assertThat(f.field()).hasToString(field));
    }

    @ParameterizedTest
    @ValueSource(strings = {"meshMTLS", "mesh_mTLS"})
    void aFieldMayHaveASecondName(String name) {
        TextResult<MeshConfig> result =
                MeshConfigText.read(name + ": {minProtocolVersion: TLSV1_3}");

        assertThat(result.findings()).isEmpty();
        assertThat(result.value().meshMTLS().orElseThrow().minProtocolVersion())
                .isEqualTo(TlsProtocol.TLSV1_3);
        assertThat(MeshConfigText.read("{meshMTLS: {}, mesh_mTLS: {}}").valid()).isFalse();
    }

    @Test
    void aTypoIsToldWithTheNearestName() {
        TextResult<MeshConfig> result =
                MeshConfigText.read("trustDomain: a\naccessLogfil: /dev/stdout\n");

        assertThat(result.valid()).isFalse();
        assertThat(result.value()).isEqualTo(MeshConfig.DEFAULT);
        assertThat(result.findings())
                .singleElement()
                .satisfies(f ->
                        assertThat(f.message())
                                .startsWith(
                                        "unknown field \"accessLogfil\" (did you mean \"accessLogFile\"?"))
                .satisfies(f -> assertThat(f.position().orElseThrow()).hasToString("mesh:2:1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[",
                "a",
                "- a",
                "a: b: c",
                "{}\n---\n{a: b}",
                "connectTimeout: 5",
                "trustDomain: {}",
                "trustDomain: a\ntrustDomain: b",
                "\u0000",
                "&a [*a]",
            })
    void whatIsNoMeshConfigGivesFindingsAndTheDefault(String text) {
        TextResult<MeshConfig> result = MeshConfigText.read(text);

        assertThat(result.valid()).isFalse();
        assertThat(result.value()).isEqualTo(MeshConfig.DEFAULT);
        assertThat(result.findings()).isNotEmpty().allMatch(f -> f.position().isPresent());
    }
}
