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
        assertThat(Judged.findings(configMap("istio", "mesh", "serviceSettings: []")))
                .containsExactly(
                        "INFO SAID_ELSEWHERE data[\"mesh\"].serviceSettings: line 1: serviceSettings has no"
                                + " effect here; endpoints are those of the own cluster, of all services");
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
                "accessLogFormat: '%NO_SUCH%' | accessLogFormat",
                "accessLogFormat: '%REQ(x' | accessLogFormat",
                "{accessLogEncoding: JSON, accessLogFormat: 'a'} | accessLogFormat",
                "{accessLogEncoding: JSON, accessLogFormat: '[1]'} | accessLogFormat",
                "{accessLogEncoding: JSON, accessLogFormat: '{\"a\": [\"%NO_SUCH%\"]}'} | accessLogFormat[\"a\"][0]",
                "defaultConfig: {tracing: {sampling: 100.5}} | defaultConfig.tracing.sampling",
                "defaultConfig: {tracing: {zipkin: {address: zipkin}}} | defaultConfig.tracing.zipkin.address",
                "defaultConfig: {tracing: {customTags: {a: {header: {name: 'b c'}}}}} | defaultConfig.tracing.customTags[\"a\"].header.name",
                "extensionProviders: [{name: a, zipkin: {service: a, port: 1}, prometheus: {}}] | extensionProviders[0]",
                "extensionProviders: [{name: a, zipkin: {service: a, port: 1, path: b}}] | extensionProviders[0].zipkin.path",
                "extensionProviders: [{name: a, datadog: {service: a, port: 0}}] | extensionProviders[0].datadog.port",
                "extensionProviders: [{name: a, skywalking: {service: a}}] | extensionProviders[0].skywalking.port",
                "extensionProviders: [{name: a, opentelemetry: {service: a, port: 1, http: {}, grpc: {}}}] | extensionProviders[0].opentelemetry",
                "extensionProviders: [{name: a, opentelemetry: {service: a, port: 1, http: {headers: [{name: 'b c', value: d}]}}}] | extensionProviders[0].opentelemetry.http.headers[0].name",
                "extensionProviders: [{name: a, envoyFileAccessLog: {logFormat: {text: '%BAD%'}}}] | extensionProviders[0].envoyFileAccessLog.logFormat.text",
                "extensionProviders: [{name: a, envoyFileAccessLog: {logFormat: {text: b, labels: {c: d}}}}] | extensionProviders[0].envoyFileAccessLog.logFormat",
                "extensionProviders: [{name: a, envoyHttpAls: {service: a, port: 1, additionalRequestHeadersToLog: ['b c']}}] | extensionProviders[0].envoyHttpAls.additionalRequestHeadersToLog[0]",
                "extensionProviders: [{name: a, envoyTcpAls: {service: a/b/c, port: 1}}] | extensionProviders[0].envoyTcpAls.service",
                "extensionProviders: [{name: a, envoyOtelAls: {service: a, port: 1, logFormat: {labels: {b: '%BAD%'}}}}] | extensionProviders[0].envoyOtelAls.logFormat.labels[\"b\"]",
                "extensionProviders: [{name: a}, {name: a}] | extensionProviders[1].name",
                "extensionProviders: [{name: a, envoyExtAuthzGrpc: {service: a, port: 0}}] | extensionProviders[0].envoyExtAuthzGrpc.port",
                "extensionProviders: [{name: a, envoyExtAuthzGrpc: {service: a/b/c, port: 1}}] | extensionProviders[0].envoyExtAuthzGrpc.service",
                "extensionProviders: [{name: a, envoyExtAuthzGrpc: {service: a, port: 1, timeout: 0s}}] | extensionProviders[0].envoyExtAuthzGrpc.timeout",
                "extensionProviders: [{name: a, envoyExtAuthzGrpc: {service: a, port: 1, statusOnError: '418'}}] | extensionProviders[0].envoyExtAuthzGrpc.statusOnError",
                "extensionProviders: [{name: a, envoyExtAuthzGrpc: {service: a, port: 1, includeRequestBodyInCheck: {}}}] | extensionProviders[0].envoyExtAuthzGrpc.includeRequestBodyInCheck.maxRequestBytes",
                "extensionProviders: [{name: a, envoyExtAuthzHttp: {service: a, port: 1, pathPrefix: a}}] | extensionProviders[0].envoyExtAuthzHttp.pathPrefix",
                "extensionProviders: [{name: a, envoyExtAuthzHttp: {service: a, port: 1, headersToUpstreamOnAllow: ['*']}}] | extensionProviders[0].envoyExtAuthzHttp.headersToUpstreamOnAllow[0]",
                "extensionProviders: [{name: a, envoyExtAuthzHttp: {service: a, port: 1, includeAdditionalHeadersInCheck: {'a b': c}}}] | extensionProviders[0].envoyExtAuthzHttp.includeAdditionalHeadersInCheck[\"a b\"]",
                "extensionProviders: [{name: a, envoyExtAuthzHttp: {service: a, port: 1}, envoyExtAuthzGrpc: {service: a, port: 1}}] | extensionProviders[0]",
            })
    void valuesOutsideWhatIsAllowedAreRefused(String text, String field) {
        assertThat(Judged.problems(configMap("istio", "mesh", text)))
                .containsExactly("ERROR INVALID_VALUE data[\"mesh\"]." + field);
    }

    @Test
    void aProviderMustHaveANameAndAService() {
        assertThat(
                        Judged.problems(
                                configMap(
                                        "istio",
                                        "mesh",
                                        "extensionProviders: [{envoyExtAuthzHttp: {port: 1}}]")))
                .containsExactly(
                        "ERROR MISSING_FIELD data[\"mesh\"].extensionProviders[0].name",
                        "ERROR MISSING_FIELD data[\"mesh\"].extensionProviders[0].envoyExtAuthzHttp.service");
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
