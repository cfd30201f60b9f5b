// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.engine.Scenario;
import io.gatehouse.routing.LogDestination.ToFile;
import io.gatehouse.routing.Observation;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What Telemetry objects and the mesh come to for a gateway.
class TelemetryNodesTest {
    private static final String GATEWAY =
            """
            apiVersion: networking.istio.io/v1
            kind: Gateway
            metadata: {name: gw, namespace: default}
            spec:
              selector: {istio: ingressgateway}
              servers: [{port: {number: 80, name: http, protocol: HTTP}, hosts: ["*"]}]
            """;
    private static final String GATEWAY_SERVICE =
            """
            apiVersion: v1
            kind: Service
            metadata: {name: istio-ingressgateway, namespace: istio-system}
            spec: {selector: {istio: ingressgateway}, ports: [{name: http, port: 80, targetPort: 8080}]}
            """;
    private static final String COLLECTOR =
            """
            apiVersion: v1
            kind: Service
            metadata: {name: collector, namespace: default}
            spec: {ports: [{name: grpc, port: 80}]}
            """;

    private final Scenario scenario = new Scenario(GATEWAY, GATEWAY_SERVICE);

    private static String mesh(String text) {
        return """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: istio, namespace: istio-system}
        data:
          mesh: |
            %s
            extensionProviders:
            - {name: a, envoyFileAccessLog: {path: a}}
            - {name: b, envoyFileAccessLog: {path: b}}
            - {name: c, envoyFileAccessLog: {path: c}}
            - {name: spans, opentelemetry: {service: collector.default.svc.cluster.local, port: 80}}
        """
                .formatted(text);
    }

    private static String telemetry(String namespace, String name, String spec) {
        return """
        apiVersion: telemetry.istio.io/v1
        kind: Telemetry
        metadata: {name: %s, namespace: %s}
        spec: {%s}
        """
                .formatted(name, namespace, spec);
    }

    private Observation requests() {
        assertThat(scenario.ports).hasSize(1);
        return scenario.ports
                .values()
                .iterator()
                .next()
                .chains()
                .getFirst()
                .handling()
                .observation();
    }

    private List<String> files() {
        return requests().logs().stream().map(log -> ((ToFile) log.destination()).path()).toList();
    }

    private List<String> conditions() {
        return requests().logs().stream().flatMap(log -> log.condition().stream()).toList();
    }

    @Test
    void whoIsNotToldToLogDoesNot() {
        assertThat(requests()).isEqualTo(Observation.NONE);
    }

    @Test
    void theFileOfTheMeshCountsOnlyWhereNothingElseIsSaid() {
        scenario.apply(mesh("accessLogFile: mesh"));
        assertThat(files()).containsExactly("mesh");

        scenario.apply(telemetry("istio-system", "all", "accessLogging: [{}]"));
        assertThat(files()).isEmpty();
    }

    @Test
    void providersOfALowerLevelTakeThePlaceOfThoseAbove() {
        scenario.apply(
                mesh("defaultProviders: {accessLogging: [a]}"),
                telemetry(
                        "istio-system",
                        "all",
                        "accessLogging: [{providers: [{name: B}, {name: c}]}]"));
        assertThat(files()).containsExactly("b", "c");
    }

    @Test
    void withoutProvidersAnEntryIsForThoseAbove() {
        scenario.apply(
                mesh("defaultProviders: {accessLogging: [a, b]}"),
                telemetry("istio-system", "all", "accessLogging: [{filter: {expression: 'true'}}]"),
                telemetry(
                        "istio-system",
                        "workload",
                        "selector: {matchLabels: {istio: ingressgateway}}, accessLogging: [{providers: [{name: b}], disabled: true}]"));
        assertThat(files()).isEmpty();
    }

    @Test
    void whatIsForServersChangesNothing() {
        scenario.apply(
                mesh("defaultProviders: {accessLogging: [a]}"),
                telemetry(
                        "istio-system",
                        "all",
                        "accessLogging: [{}, {match: {mode: SERVER}, disabled: true}]"));
        assertThat(files()).containsExactly("a");
    }

    @Test
    void providersForServersTakeNoPlace() {
        scenario.apply(
                mesh("defaultProviders: {accessLogging: [a]}"),
                telemetry(
                        "istio-system",
                        "all",
                        "accessLogging: [{providers: [{name: b}]}, {match: {mode: SERVER}, providers: [{name: b}], filter: {expression: 'false'}}]"),
                telemetry(
                        "istio-system",
                        "workload",
                        "selector: {matchLabels: {istio: ingressgateway}}, accessLogging: [{match: {mode: SERVER}, providers: [{name: c}]}]"));
        assertThat(files()).containsExactly("b");
        assertThat(conditions()).isEmpty();
    }

    @Test
    void aConditionWithoutProvidersIsOfThoseAbove() {
        scenario.apply(
                mesh("defaultProviders: {accessLogging: [a, b]}"),
                telemetry(
                        "istio-system", "all", "accessLogging: [{filter: {expression: 'true'}}]"));
        assertThat(files()).containsExactly("a", "b");
        assertThat(conditions()).containsExactly("true", "true");

        scenario.apply(
                telemetry(
                        "istio-system",
                        "workload",
                        "selector: {matchLabels: {istio: ingressgateway}}, accessLogging: [{providers: [{name: b}], filter: {expression: 'false'}}, {disabled: false}]"));
        assertThat(files()).containsExactly("b");
        assertThat(conditions()).containsExactly("false");
    }

    @Test
    void tracesAreMergedFieldByField() {
        scenario.apply(
                COLLECTOR,
                mesh("defaultConfig: {tracing: {sampling: 7}}"),
                telemetry(
                        "istio-system",
                        "all",
                        "tracing: [{providers: [{name: spans}], customTags: {a: {literal: {value: b}}}, enableIstioTags: false}]"),
                telemetry(
                        "istio-system",
                        "workload",
                        "selector: {matchLabels: {istio: ingressgateway}}, tracing: [{customTags: {c: {literal: {value: d}}}}, {match: {mode: SERVER}, randomSamplingPercentage: 50}]"));

        assertThat(requests().spans())
                .hasValueSatisfying(spans -> {
                    assertThat(spans.percentage()).isEqualTo(7);
                    assertThat(spans.tags()).extracting(tag -> tag.name()).containsExactly("c");
                    assertThat(spans.collector().collector().upstream())
                            .isEqualTo("outbound|80||collector.default.svc.cluster.local");
                });
    }

    @Test
    void aCollectorIsAnUpstreamOfThePort() {
        scenario.apply(COLLECTOR, mesh("defaultProviders: {tracing: [spans]}"));

        assertThat(scenario.endpoints)
                .containsOnlyKeys("outbound|80||collector.default.svc.cluster.local");
    }

    @Test
    void withoutItsServiceACollectorIsToldNothing() {
        scenario.apply(mesh("defaultProviders: {tracing: [spans]}"));

        assertThat(requests().spans()).isEmpty();
    }

    @Test
    void metricsThatAreTurnedOffAreTurnedOnAgainBelow() {
        scenario.apply(
                mesh("defaultProviders: {metrics: [prometheus]}"),
                telemetry(
                        "istio-system",
                        "all",
                        "metrics: [{overrides: [{match: {metric: ALL_METRICS}, disabled: true}]}]"));
        assertThat(requests().statistics()).isEmpty();

        scenario.apply(
                telemetry(
                        "istio-system",
                        "workload",
                        "selector: {matchLabels: {istio: ingressgateway}}, metrics: [{overrides: [{match: {metric: REQUEST_COUNT}, disabled: false}]}]"));
        assertThat(requests().statistics()).isNotEmpty();
    }

    @Test
    void metricsOfServersMayBeTurnedOff() {
        scenario.apply(
                mesh("defaultProviders: {metrics: [prometheus]}"),
                telemetry(
                        "istio-system",
                        "all",
                        "metrics: [{overrides: [{match: {metric: ALL_METRICS, mode: SERVER}, disabled: true}]}]"));
        assertThat(requests().statistics()).isNotEmpty();

        scenario.apply(
                telemetry(
                        "istio-system",
                        "all",
                        "metrics: [{overrides: [{disabled: true}, {match: {metric: REQUEST_COUNT, mode: SERVER}, disabled: false}]}]"));
        assertThat(requests().statistics()).isEmpty();
    }

    @Test
    void anEntryForWhichNobodyNamesAProviderIsTold() {
        scenario.apply(
                mesh("accessLogFile: /dev/stdout"),
                telemetry(
                        "istio-system",
                        "all",
                        "accessLogging: [{filter: {expression: response.code >= 500}}, {disabled: true}, {match: {mode: SERVER}}], tracing: [{randomSamplingPercentage: 7}]"));

        assertThat(files()).isEmpty();
        assertThat(scenario.findings())
                .containsExactly("GH1004 spec.accessLogging[0]", "GH1004 spec.tracing[0]");
        assertThat(scenario.message("GH1004"))
                .contains("nothing is logged; the mesh's accessLogFile counts only where")
                .contains("(expected: providers: [{name: envoy}])")
                .contains("no spans are sent");
    }

    @Test
    void anEntryWithoutProvidersHasThoseNamedBeforeIt() {
        String entries = "accessLogging: [{}], tracing: [{randomSamplingPercentage: 7}]";
        scenario.apply(
                COLLECTOR,
                mesh("defaultProviders: {accessLogging: [a], tracing: [spans]}"),
                telemetry("istio-system", "all", entries));
        assertThat(scenario.findings()).isEmpty();

        scenario.apply(
                mesh("defaultProviders: {}"),
                telemetry(
                        "istio-system",
                        "all",
                        "accessLogging: [{providers: [{name: b}]}], tracing: [{providers: [{name: spans}]}]"),
                telemetry(
                        "istio-system",
                        "workload",
                        "selector: {matchLabels: {istio: ingressgateway}}, " + entries));
        assertThat(files()).containsExactly("b");
        assertThat(scenario.findings()).isEmpty();
    }

    @Test
    void aProviderThatIsNamedLaterIsTooLateForAnEntryOfLogsAndNotForOneOfTraces() {
        scenario.apply(
                COLLECTOR,
                mesh("defaultProviders: {}"),
                telemetry(
                        "istio-system",
                        "all",
                        "accessLogging: [{}, {providers: [{name: b}]}], tracing: [{randomSamplingPercentage: 7}, {providers: [{name: spans}]}]"));

        assertThat(scenario.findings()).containsExactly("GH1004 spec.accessLogging[0]");
    }
}
