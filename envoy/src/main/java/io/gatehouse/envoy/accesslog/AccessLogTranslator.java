// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.accesslog;

import com.google.protobuf.Any;
import com.google.protobuf.Message;
import io.envoyproxy.envoy.config.accesslog.v3.AccessLog;
import io.envoyproxy.envoy.config.accesslog.v3.AccessLogFilter;
import io.envoyproxy.envoy.config.accesslog.v3.AndFilter;
import io.envoyproxy.envoy.config.accesslog.v3.ExtensionFilter;
import io.envoyproxy.envoy.config.accesslog.v3.ResponseFlagFilter;
import io.envoyproxy.envoy.extensions.access_loggers.filters.cel.v3.ExpressionFilter;
import io.gatehouse.routing.LogDestination;
import io.gatehouse.routing.LogDestination.OfConnections;
import io.gatehouse.routing.LogDestination.OfRequests;
import io.gatehouse.routing.LogDestination.ToFile;
import io.gatehouse.routing.LogDestination.ToOpenTelemetry;
import io.gatehouse.routing.TrafficLog;
import java.util.List;
import java.util.Optional;

/// Translates logs of requests and connections, with Istio's names.
public final class AccessLogTranslator {
    private static final AccessLogFilter WITHOUT_ROUTE =
            AccessLogFilter.newBuilder()
                    .setResponseFlagFilter(ResponseFlagFilter.newBuilder().addFlags("NR"))
                    .build();

    private AccessLogTranslator() {}

    public static AccessLog translate(TrafficLog log) {
        return log(log, condition(log));
    }

    /// Of connections that no chain takes: of others, chains write.
    public static List<AccessLog> unrouted(List<TrafficLog> logs) {
        return logs.stream().map(log -> log(log, Optional.of(withoutRoute(log)))).toList();
    }

    private static AccessLogFilter withoutRoute(TrafficLog log) {
        return condition(log)
                .map(condition ->
                        AccessLogFilter.newBuilder()
                                .setAndFilter(
                                        AndFilter.newBuilder()
                                                .addFilters(WITHOUT_ROUTE)
                                                .addFilters(condition))
                                .build())
                .orElse(WITHOUT_ROUTE);
    }

    private static Optional<AccessLogFilter> condition(TrafficLog log) {
        return log.condition()
                .map(cel ->
                        AccessLogFilter.newBuilder()
                                .setExtensionFilter(
                                        ExtensionFilter.newBuilder()
                                                .setName(
                                                        "envoy.access_loggers.extension_filters.cel")
                                                .setTypedConfig(
                                                        Any.pack(
                                                                ExpressionFilter.newBuilder()
                                                                        .setExpression(cel)
                                                                        .build())))
                                .build());
    }

    private static AccessLog log(TrafficLog log, Optional<AccessLogFilter> filter) {
        AccessLog.Builder built =
                AccessLog.newBuilder()
                        .setName("envoy.access_loggers." + name(log.destination()))
                        .setTypedConfig(Any.pack(config(log.destination())));
        filter.ifPresent(built::setFilter);
        return built.build();
    }

    private static String name(LogDestination destination) {
        return switch (destination) {
            case ToFile _ -> "file";
            case OfRequests _ -> "http_grpc";
            case OfConnections _ -> "tcp_grpc";
            case ToOpenTelemetry _ -> "open_telemetry";
        };
    }

    private static Message config(LogDestination destination) {
        return switch (destination) {
            case ToFile file -> LogFileTranslator.translate(file);
            case OfRequests requests -> LogServiceTranslator.translate(requests);
            case OfConnections connections -> LogServiceTranslator.translate(connections);
            case ToOpenTelemetry otel -> OpenTelemetryLogTranslator.translate(otel);
        };
    }
}
