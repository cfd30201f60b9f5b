// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import static io.gatehouse.server.live.Observers.awaitTold;
import static io.gatehouse.server.live.Yaml.HOST;
import static io.gatehouse.testing.GatewayRequest.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.FindingCode;
import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.testing.GatewayRequest;
import io.gatehouse.testing.GatewayResponse;
import io.gatehouse.testing.GrpcTelemetryServer;
import io.gatehouse.testing.HttpTelemetryServer;
import io.gatehouse.testing.Ports;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Where spans go, of which requests, and what they say.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TracingIT {
    private static final ObjectKey MESH = new ObjectKey(Kind.CONFIG_MAP, "istio-system", "istio");
    private static final String PROVIDERS =
            """
            extensionProviders:
            - name: grpc
              opentelemetry: {service: otel.example.org, port: 80, maxTagLength: 10, grpc: {timeout: 5s, initialMetadata: [{name: x-key, value: secret}]}, resourceDetectors: {environment: {}, dynatrace: {}}}
            - name: http
              opentelemetry: {service: http.example.org, port: 80, http: {path: /v1/traces, timeout: 5s, headers: [{name: x-key, value: secret}]}}
            - name: dynatrace
              opentelemetry:
                service: http.example.org
                port: 80
                http: {path: /v1/traces}
                dynatraceSampler: {tenant: abc, clusterId: 7, rootSpansPerMinute: 100, httpService: {service: http.example.org, port: 80, http: {path: /sampling, timeout: 5s, headers: [{name: x-api, value: key}]}}}
            - name: zipkin
              zipkin: {service: http.example.org, port: 80, maxTagLength: 10, enable64bitTraceId: true, path: /spans, traceContextOption: USE_B3_WITH_W3C_PROPAGATION, timeout: 5s, headers: [{name: x-key, value: secret}]}
            - name: skywalking
              skywalking: {service: otel.example.org, port: 80, accessToken: token}
            - name: datadog
              datadog: {service: http.example.org, port: 80, maxTagLength: 10}
            - name: gone
              zipkin: {service: gone.example.org, port: 80}
            """;

    private final Backends shop = Backends.start("shop", 1);
    private final GrpcTelemetryServer grpc = GrpcTelemetryServer.start();
    private final HttpTelemetryServer http = HttpTelemetryServer.start();
    private LiveGateway gateway;
    private Observers observers;

    @BeforeAll
    void start() {
        gateway =
                LiveGateway.start(
                        Yaml.GATEWAY,
                        shop.yaml(),
                        Yaml.routeTo("shop", HOST, "shop"),
                        Observers.entry("otel", "GRPC", grpc.port()),
                        Observers.entry("http", "HTTP", http.port()),
                        Observers.entry("gone", "HTTP", Ports.free()));
        observers = new Observers(gateway);
    }

    @AfterAll
    void stop() {
        gateway.close();
        shop.close();
        grpc.close();
        http.close();
    }

    @AfterEach
    void clear() {
        observers.clear();
        gateway.change(List.of(), List.of(MESH));
    }

    private void mesh(String more) {
        gateway.apply(Yaml.meshLines(PROVIDERS + more));
    }

    private void trace(String settings) {
        observers.apply("traces", "{tracing: [{" + settings + "}]}");
    }

    private static GatewayRequest request() {
        return get(HOST, "/" + UUID.randomUUID());
    }

    /// The spans of requests with that header `x-who`.
    private List<Span> spans(String who) {
        return grpc.spans().stream().filter(span -> who.equals(tags(span).get("who"))).toList();
    }

    private static Map<String, String> tags(Span span) {
        Map<String, String> tags = new TreeMap<>();
        for (KeyValue tag : span.getAttributesList()) {
            tags.put(tag.getKey(), tag.getValue().getStringValue());
        }
        return tags;
    }

    /// Of the gateway's own span of a request by that name.
    private Span awaitSpan(String who) {
        awaitTold(who, () -> spans(who).stream().anyMatch(TracingIT::ofClient));
        return spans(who).stream().filter(TracingIT::ofClient).findFirst().orElseThrow();
    }

    private static boolean ofClient(Span span) {
        return span.getKind() == Span.SpanKind.SPAN_KIND_SERVER;
    }

    private static final String WHO = "who: {header: {name: x-who, defaultValue: nobody}}";

    @Test
    void spansGoToACollectorByGrpcWithTags() {
        mesh("");
        trace(
                "match: {mode: CLIENT}, providers: [{name: grpc}], randomSamplingPercentage: 100, customTags: {%s, fixed: {literal: {value: f}}, home: {environment: {name: NO_SUCH, defaultValue: none}}, method: {formatter: {value: '%%REQ(:METHOD)%%'}}}"
                        .formatted(WHO));

        gateway.send(request().with("x-who", "tags"));

        Map<String, String> tags = tags(awaitSpan("tags"));
        assertThat(tags)
                .containsEntry("fixed", "f")
                .containsEntry("home", "none")
                .containsEntry("method", "GET")
                .containsEntry("istio.namespace", "istio-system")
                .containsEntry("istio.canonical_revision", "latest");
        assertThat(tags.get("http.url")).hasSize("http://shop.example.com".length() + 10);
        assertThat(grpc.wasCalledWith("x-key", "secret")).isTrue();
        assertThat(grpc.resourceSpans().getLast().getResource().getAttributesList())
                .anySatisfy(attribute -> {
                    assertThat(attribute.getKey()).isEqualTo("service.name");
                    assertThat(attribute.getValue().getStringValue())
                            .isEqualTo("istio-ingressgateway.istio-system");
                });
        awaitTold("upstream", () -> spans("tags").size() == 2);
    }

    @Test
    void upstreamsAreToldTheTraceUnlessNot() {
        mesh("");
        trace(
                "providers: [{name: grpc}], randomSamplingPercentage: 100, customTags: {"
                        + WHO
                        + "}");
        GatewayResponse told = gateway.send(request().with("x-who", "told"));
        assertThat(told.echo().headers()).containsKey("traceparent");

        trace(
                "providers: [{name: grpc}], randomSamplingPercentage: 100, disableContextPropagation: true, customTags: {"
                        + WHO
                        + "}");
        GatewayResponse untold = gateway.send(request().with("x-who", "untold"));
        assertThat(untold.echo().headers()).doesNotContainKey("traceparent");
        awaitSpan("untold");
    }

    @Test
    void onlyWhatIsChosenIsTraced() {
        mesh("");
        trace("providers: [{name: grpc}], randomSamplingPercentage: 0, customTags: {" + WHO + "}");
        gateway.send(request().with("x-who", "unlucky"));
        gateway.send(request().with("x-who", "chosen").with("x-client-trace-id", "mine"));

        awaitSpan("chosen");
        assertThat(spans("unlucky")).isEmpty();
    }

    @Test
    void whatWasDecidedBeforeHolds() {
        mesh("");
        trace("providers: [{name: zipkin}], randomSamplingPercentage: 0");
        gateway.send(request());
        gateway.send(
                request()
                        .with("x-b3-traceid", "463ac35c9f6413ad")
                        .with("x-b3-spanid", "a2fb4a1d1a96d312")
                        .with("x-b3-sampled", "1"));

        awaitTold(
                "the trace",
                () ->
                        http.reports("/spans").stream()
                                .anyMatch(r -> r.body().contains("463ac35c9f6413ad")));
    }

    @Test
    void reportingCanBeTurnedOff() {
        mesh("defaultProviders: {tracing: [grpc]}");
        trace("disableSpanReporting: true, randomSamplingPercentage: 100");
        GatewayResponse off = gateway.send(request());
        assertThat(off.echo().headers()).doesNotContainKey("traceparent");

        trace(
                "disableSpanReporting: false, randomSamplingPercentage: 100, customTags: {"
                        + WHO
                        + "}");
        gateway.send(request().with("x-who", "on"));
        awaitSpan("on");
    }

    @Test
    void istiosTagsCanBeLeftOut() {
        mesh("");
        trace(
                "providers: [{name: grpc}], randomSamplingPercentage: 100, enableIstioTags: false, customTags: {"
                        + WHO
                        + "}");
        gateway.send(request().with("x-who", "bare"));

        assertThat(tags(awaitSpan("bare"))).doesNotContainKey("istio.namespace");
    }

    /// An id says that its request is traced by a digit of its own.
    @Test
    void aRequestsIdDecidesUnlessNot() {
        String untraced = "c0ffee00-0000-4000-8000-000000000000";
        mesh("");
        trace(
                "providers: [{name: grpc}], randomSamplingPercentage: 100, useRequestIdForTraceSampling: false, customTags: {"
                        + WHO
                        + "}");
        gateway.send(request().with("x-who", "undecided").with("x-request-id", untraced));

        awaitSpan("undecided");
        assertThat(requestIdExtension()).contains("use_request_id_for_trace_sampling\": false");
        trace(
                "providers: [{name: grpc}], randomSamplingPercentage: 100, useRequestIdForTraceSampling: true");
        assertThat(requestIdExtension()).doesNotContain("use_request_id_for_trace_sampling");
    }

    private String requestIdExtension() {
        return gateway.envoy().admin("/config_dump?resource=dynamic_listeners");
    }

    @Test
    void spansGoToACollectorByHttp() {
        mesh("");
        trace("providers: [{name: http}], randomSamplingPercentage: 100");
        gateway.send(request());

        awaitTold("spans", () -> !http.reports("/v1/traces").isEmpty());
        assertThat(http.reports("/v1/traces").getLast().headers())
                .containsEntry("X-key", List.of("secret"))
                .containsEntry("Host", List.of("http.example.org"));
    }

    @Test
    void dynatraceIsAskedWhatToTrace() {
        mesh("");
        trace("providers: [{name: dynatrace}]");

        awaitTold("sampler", () -> !http.reports("/sampling").isEmpty());
        assertThat(http.reports("/sampling").getLast().headers())
                .containsEntry("X-api", List.of("key"));
    }

    @Test
    void spansGoToZipkin() {
        mesh("");
        trace("providers: [{name: zipkin}], randomSamplingPercentage: 100");
        GatewayResponse response = gateway.send(request());

        assertThat(response.echo().headers()).containsKeys("x-b3-traceid", "traceparent");
        String id = response.echo().headers().getOrDefault("x-b3-traceid", List.of("")).getFirst();
        assertThat(id).hasSize(16);
        awaitTold(
                "spans",
                () -> http.reports("/spans").stream().anyMatch(r -> r.body().contains(id)));
        assertThat(http.reports("/spans").getLast().headers())
                .containsEntry("X-key", List.of("secret"));
    }

    @Test
    void spansGoToSkyWalkingAndDatadog() {
        mesh("");
        trace("providers: [{name: skywalking}], randomSamplingPercentage: 100");
        gateway.send(request());
        awaitTold(
                "SkyWalking",
                () ->
                        grpc.unknownMethods()
                                .contains("skywalking.v3.TraceSegmentReportService/collect"));
        assertThat(grpc.wasCalledWith("authentication", "token")).isTrue();

        trace("providers: [{name: datadog}], randomSamplingPercentage: 100");
        gateway.send(request());
        awaitTold("Datadog", () -> !http.reports("/v0.4/traces").isEmpty());
    }

    @Test
    void theProxysOwnConfigurationCountsWhereNobodySaysMore() {
        String own =
                """
                enableTracing: %s
                defaultConfig:
                  tracing:
                    zipkin: {address: "http.example.org:80"}
                    sampling: 100
                    maxPathTagLength: 20
                    enableIstioTags: false
                    customTags: {mine: {literal: {value: tagged-by-proxy}}}
                """;
        mesh(own.formatted("true"));
        gateway.send(request());
        awaitTold(
                "spans",
                () ->
                        http.reports("/api/v2/spans").stream()
                                .anyMatch(r -> r.body().contains("tagged-by-proxy")));
        assertThat(http.reports("/api/v2/spans").getLast().body())
                .doesNotContain("istio.namespace");

        mesh(own.formatted("false"));
        assertThat(gateway.send(request()).echo().headers()).doesNotContainKey("x-b3-traceid");
    }

    @Test
    void whoCannotBeToldHarmsNobody() {
        mesh("");
        trace("providers: [{name: gone}], randomSamplingPercentage: 100");
        assertThat(gateway.send(request()).status()).isEqualTo(200);
        assertThat(gateway.findings(FindingCode.TELEMETRY_PROVIDER)).isEmpty();

        trace("providers: [{name: nobody}], randomSamplingPercentage: 100");
        assertThat(gateway.send(request()).status()).isEqualTo(200);
        assertThat(gateway.findings(FindingCode.TELEMETRY_PROVIDER)).hasSize(1);
    }
}
