// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.accesslog;

import io.envoyproxy.envoy.config.core.v3.ApiVersion;
import io.envoyproxy.envoy.config.core.v3.TypedExtensionConfig;
import io.envoyproxy.envoy.extensions.access_loggers.grpc.v3.CommonGrpcAccessLogConfig;
import io.envoyproxy.envoy.extensions.access_loggers.open_telemetry.v3.OpenTelemetryAccessLogConfig;
import io.gatehouse.envoy.CollectorTranslator;
import io.gatehouse.routing.LogDestination.ToOpenTelemetry;
import io.gatehouse.routing.LogLayout.Line;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import java.util.List;
import java.util.stream.Stream;

/// Logs as records of OpenTelemetry, by OTLP.
final class OpenTelemetryLogTranslator {
    private OpenTelemetryLogTranslator() {}

    static OpenTelemetryAccessLogConfig translate(ToOpenTelemetry otel) {
        OpenTelemetryAccessLogConfig.Builder log =
                OpenTelemetryAccessLogConfig.newBuilder()
                        .setCommonConfig(
                                CommonGrpcAccessLogConfig.newBuilder()
                                        .setLogName(otel.logName())
                                        .setGrpcService(CollectorTranslator.grpc(otel.collector()))
                                        .setTransportApiVersion(ApiVersion.V3))
                        .setDisableBuiltinLabels(true)
                        .setBody(text(otel.body()))
                        .addAllFormatters(formatters(otel));
        if (!otel.attributes().isEmpty()) {
            KeyValueList.Builder attributes = KeyValueList.newBuilder();
            otel.attributes()
                    .forEach((name, value) ->
                            attributes.addValues(
                                    KeyValue.newBuilder().setKey(name).setValue(text(value))));
            log.setAttributes(attributes);
        }
        return log.build();
    }

    private static List<TypedExtensionConfig> formatters(ToOpenTelemetry otel) {
        return Stream.concat(Stream.of(otel.body()), otel.attributes().values().stream())
                .flatMap(line -> LogFormatters.of(line).stream())
                .distinct()
                .toList();
    }

    private static AnyValue text(Line line) {
        return AnyValue.newBuilder().setStringValue(line.text()).build();
    }
}
