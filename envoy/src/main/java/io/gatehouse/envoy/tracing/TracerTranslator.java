// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.tracing;

import com.google.protobuf.Any;
import com.google.protobuf.BoolValue;
import com.google.protobuf.Message;
import io.envoyproxy.envoy.config.core.v3.GrpcService;
import io.envoyproxy.envoy.config.core.v3.HeaderValue;
import io.envoyproxy.envoy.config.core.v3.TypedExtensionConfig;
import io.envoyproxy.envoy.config.trace.v3.ClientConfig;
import io.envoyproxy.envoy.config.trace.v3.DatadogConfig;
import io.envoyproxy.envoy.config.trace.v3.OpenTelemetryConfig;
import io.envoyproxy.envoy.config.trace.v3.SkyWalkingConfig;
import io.envoyproxy.envoy.config.trace.v3.ZipkinConfig;
import io.envoyproxy.envoy.config.trace.v3.ZipkinConfig.CollectorEndpointVersion;
import io.envoyproxy.envoy.extensions.tracers.opentelemetry.resource_detectors.v3.DynatraceResourceDetectorConfig;
import io.envoyproxy.envoy.extensions.tracers.opentelemetry.resource_detectors.v3.EnvironmentResourceDetectorConfig;
import io.envoyproxy.envoy.extensions.tracers.opentelemetry.samplers.v3.DynatraceSamplerConfig;
import io.gatehouse.envoy.CollectorTranslator;
import io.gatehouse.envoy.EnvoyDuration;
import io.gatehouse.envoy.NewerFields;
import io.gatehouse.routing.SpanCollector;
import io.gatehouse.routing.SpanCollector.Datadog;
import io.gatehouse.routing.SpanCollector.DynatraceSampler;
import io.gatehouse.routing.SpanCollector.OpenTelemetry;
import io.gatehouse.routing.SpanCollector.SkyWalking;
import io.gatehouse.routing.SpanCollector.Zipkin;

/// What knows the language of a collector.
final class TracerTranslator {
    private static final String OPEN_TELEMETRY = "opentelemetry";

    private TracerTranslator() {}

    static String name(SpanCollector collector) {
        return switch (collector) {
            case Zipkin _ -> "zipkin";
            case Datadog _ -> "datadog";
            case SkyWalking _ -> "skywalking";
            case OpenTelemetry _ -> OPEN_TELEMETRY;
        };
    }

    static Message translate(SpanCollector collector) {
        return switch (collector) {
            case Zipkin zipkin -> zipkin(zipkin);
            case Datadog datadog ->
                    DatadogConfig.newBuilder()
                            .setCollectorCluster(datadog.collector().upstream())
                            .setCollectorHostname(datadog.collector().host())
                            .setServiceName(datadog.service())
                            .build();
            case SkyWalking skywalking -> skywalking(skywalking);
            case OpenTelemetry otel -> openTelemetry(otel);
        };
    }

    private static ZipkinConfig zipkin(Zipkin zipkin) {
        ZipkinConfig.Builder config =
                ZipkinConfig.newBuilder()
                        .setCollectorEndpointVersion(CollectorEndpointVersion.HTTP_JSON)
                        .setTraceId128Bit(zipkin.longIds())
                        .setSharedSpanContext(BoolValue.of(false));
        NewerFields.setCollector(
                config, CollectorTranslator.http(zipkin.collector(), zipkin.call()));
        if (zipkin.w3c()) {
            NewerFields.setW3c(config);
        }
        return config.build();
    }

    private static SkyWalkingConfig skywalking(SkyWalking skywalking) {
        ClientConfig.Builder client =
                ClientConfig.newBuilder().setServiceName(skywalking.service());
        if (!skywalking.token().isEmpty()) {
            client.setBackendToken(skywalking.token());
        }
        return SkyWalkingConfig.newBuilder()
                .setGrpcService(CollectorTranslator.grpc(skywalking.collector()))
                .setClientConfig(client)
                .build();
    }

    private static OpenTelemetryConfig openTelemetry(OpenTelemetry otel) {
        OpenTelemetryConfig.Builder config =
                OpenTelemetryConfig.newBuilder().setServiceName(otel.service());
        otel.http()
                .ifPresentOrElse(
                        call ->
                                config.setHttpService(
                                        CollectorTranslator.http(otel.collector(), call)),
                        () -> config.setGrpcService(grpc(otel)));
        if (otel.environment()) {
            config.addResourceDetectors(
                    extension(
                            "resource_detectors.environment",
                            EnvironmentResourceDetectorConfig.getDefaultInstance()));
        }
        if (otel.dynatrace()) {
            config.addResourceDetectors(
                    extension(
                            "resource_detectors.dynatrace",
                            DynatraceResourceDetectorConfig.getDefaultInstance()));
        }
        otel.sampler()
                .map(sampler -> extension("samplers.dynatrace", dynatrace(sampler)))
                .ifPresent(config::setSampler);
        return config.build();
    }

    private static GrpcService grpc(OpenTelemetry otel) {
        GrpcService.Builder service = CollectorTranslator.grpc(otel.collector()).toBuilder();
        otel.grpcTimeout().map(EnvoyDuration::of).ifPresent(service::setTimeout);
        otel.metadata()
                .forEach((name, value) ->
                        service.addInitialMetadata(
                                HeaderValue.newBuilder().setKey(name).setValue(value)));
        return service.build();
    }

    private static DynatraceSamplerConfig dynatrace(DynatraceSampler sampler) {
        return DynatraceSamplerConfig.newBuilder()
                .setTenant(sampler.tenant())
                .setClusterId(sampler.cluster())
                .setRootSpansPerMinute(sampler.spansPerMinute())
                .setHttpService(CollectorTranslator.http(sampler.collector(), sampler.call()))
                .build();
    }

    private static TypedExtensionConfig extension(String name, Message config) {
        return TypedExtensionConfig.newBuilder()
                .setName("envoy.tracers." + OPEN_TELEMETRY + "." + name)
                .setTypedConfig(Any.pack(config))
                .build();
    }
}
