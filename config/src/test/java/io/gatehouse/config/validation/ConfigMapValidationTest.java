// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConfigMapValidationTest {
    @Test
    void onlyTheMeshsOwnConfigMapIsLookedAt() {
        assertThat(Judged.findings(configMap("other", "mesh", "nonsense"))).isEmpty();
        assertThat(Judged.findings(configMap("istio", "meshNetworks", "nonsense"))).isEmpty();
        assertThat(Judged.problems(configMap("istio", "mesh", "trustDomain: a"))).isEmpty();
    }

    @Test
    void aTextThatCannotBeReadIsRefused() {
        assertThat(
                        Judged.findings(
                                configMap("istio", "mesh", "trustDomain: a\n  conectTimeout: 5s")))
                .singleElement()
                .asString()
                .startsWith("ERROR INVALID_YAML data[\"mesh\"]: line 2: not well-formed YAML");
        assertThat(Judged.problems(configMap("istio", "mesh", "defaultConfig: {topology: {}}")))
                .containsExactly("ERROR UNKNOWN_FIELD data[\"mesh\"].defaultConfig.topology");
    }

    @Test
    void whatIsNotUsedIsTold() {
        assertThat(Judged.findings(configMap("istio", "mesh", "accessLogFile: /dev/stdout")))
                .containsExactly(
                        "INFO NOT_SUPPORTED_YET data[\"mesh\"].accessLogFile: line 1: accessLogFile is"
                                + " part of Istio's API and has no effect here yet");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rootNamespace: A_b | rootNamespace",
                "trustDomain: a..b | trustDomain",
                "trustDomainAliases: [a, '*.b'] | trustDomainAliases[1]",
                "connectTimeout: 31s | connectTimeout",
                "connectTimeout: 0s | connectTimeout",
                "dnsRefreshRate: 10us | dnsRefreshRate",
                "defaultHttpRetryPolicy: {attempts: -1} | defaultHttpRetryPolicy.attempts",
                "tcpKeepalive: {probes: -1} | tcpKeepalive.probes",
                "localityLbSetting: {failover: [{from: a, to: a}]} | localityLbSetting.failover[0].to",
                "defaultServiceExportTo: [A_b] | defaultServiceExportTo[0]",
                "defaultVirtualServiceExportTo: ['~'] | defaultVirtualServiceExportTo[0]",
                "defaultDestinationRuleExportTo: ['*', a] | defaultDestinationRuleExportTo",
                "defaultTrafficPolicy: {outlierDetection: {maxEjectionPercent: 101}} | defaultTrafficPolicy.outlierDetection.maxEjectionPercent",
                "defaultConfig: {gatewayTopology: {numTrustedProxies: -1}} | defaultConfig.gatewayTopology.numTrustedProxies",
                "tlsDefaults: {minProtocolVersion: TLSV1_1} | tlsDefaults.minProtocolVersion",
            })
    void valuesOutsideWhatIsAllowedAreRefused(String text, String field) {
        assertThat(Judged.problems(configMap("istio", "mesh", text)))
                .containsExactly("ERROR INVALID_VALUE data[\"mesh\"]." + field);
    }

    private static String configMap(String name, String key, String text) {
        return """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: %s, namespace: istio-system}
        data:
          %s: |
        %s
        """
                .formatted(name, key, text.indent(4));
    }
}
