// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.accesslog;

import com.google.protobuf.Any;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.UInt32Value;
import com.google.protobuf.UInt64Value;
import io.envoyproxy.envoy.config.accesslog.v3.AccessLog;
import io.gatehouse.envoy.EnvoyTypes;
import io.gatehouse.routing.Statistic;
import io.gatehouse.routing.Statistic.Computed;
import io.gatehouse.routing.Statistic.Fixed;
import io.gatehouse.routing.Statistic.Tag;
import io.gatehouse.routing.Statistic.Trait;
import java.util.List;
import java.util.Optional;

/// Statistics as the log that Envoy keeps counters and histograms by. Its type is newer than the
/// generated classes.
///
/// How many there can be is bounded: a client's request must not make a proxy run out of memory.
final class StatisticsTranslator {
    /// Before each name, as Istio's. Prometheus is shown `envoy_istio_requests_total`.
    private static final String PREFIX = "istio";

    private static final int MOST_COUNTERS = 10_000;

    /// Each takes much more memory than a counter.
    private static final int MOST_HISTOGRAMS = 2_000;

    private StatisticsTranslator() {}

    /// At most one.
    static List<AccessLog> translate(List<Statistic> statistics) {
        if (statistics.isEmpty()) {
            return List.of();
        }
        DynamicMessage.Builder config = builder("envoy.extensions.access_loggers.stats.v3.Config");
        set(config, "stats_scope", scope());
        for (Statistic statistic : statistics) {
            histogramUnit(statistic)
                    .ifPresentOrElse(
                            unit -> add(config, "histograms", histogram(statistic, unit)),
                            () -> add(config, "counters", counter(statistic)));
        }
        return List.of(
                AccessLog.newBuilder()
                        .setName("envoy.access_loggers.stats")
                        .setTypedConfig(Any.pack(config.build()))
                        .build());
    }

    private static DynamicMessage scope() {
        DynamicMessage.Builder scope = builder("envoy.type.v3.Scope");
        set(scope, "prefix", PREFIX);
        set(scope, "max_counters", UInt32Value.of(MOST_COUNTERS));
        set(scope, "max_histograms", UInt32Value.of(MOST_HISTOGRAMS));
        return scope.build();
    }

    private static DynamicMessage counter(Statistic statistic) {
        DynamicMessage.Builder counter = part("Counter");
        set(counter, "stat", stat(statistic));
        switch (statistic.kind()) {
            case BYTES_SENT -> set(counter, "value_format", "%BYTES_SENT%");
            case BYTES_RECEIVED -> set(counter, "value_format", "%BYTES_RECEIVED%");
            case REQUESTS, CONNECTIONS_CLOSED, REQUEST_DURATION, REQUEST_SIZE, RESPONSE_SIZE ->
                    set(counter, "value_fixed", UInt64Value.of(1));
        }
        return counter.build();
    }

    private static DynamicMessage histogram(Statistic statistic, String unit) {
        DynamicMessage.Builder histogram = part("Histogram");
        FieldDescriptor field = field(histogram, "unit");
        histogram.setField(field, field.getEnumType().findValueByName(unit));
        set(histogram, "stat", stat(statistic));
        set(
                histogram,
                "value_format",
                switch (statistic.kind()) {
                    case REQUEST_SIZE -> "%BYTES_RECEIVED%";
                    case RESPONSE_SIZE -> "%BYTES_SENT%";
                    case REQUEST_DURATION,
                            REQUESTS,
                            CONNECTIONS_CLOSED,
                            BYTES_SENT,
                            BYTES_RECEIVED ->
                            "%DURATION%";
                });
        return histogram.build();
    }

    private static Optional<String> histogramUnit(Statistic statistic) {
        return switch (statistic.kind()) {
            case REQUEST_DURATION -> Optional.of("Milliseconds");
            case REQUEST_SIZE, RESPONSE_SIZE -> Optional.of("Bytes");
            case REQUESTS, CONNECTIONS_CLOSED, BYTES_SENT, BYTES_RECEIVED -> Optional.empty();
        };
    }

    private static DynamicMessage stat(Statistic statistic) {
        DynamicMessage.Builder stat = part("Stat");
        set(stat, "name", name(statistic.kind()));
        statistic
                .tags()
                .forEach((name, value) -> {
                    DynamicMessage.Builder tag = part("Tag");
                    set(tag, "name", name);
                    set(tag, "value_format", format(value));
                    add(stat, "tags", tag.build());
                });
        return stat.build();
    }

    private static String name(Statistic.Kind kind) {
        return switch (kind) {
            case REQUESTS -> "requests_total";
            case REQUEST_DURATION -> "request_duration_milliseconds";
            case REQUEST_SIZE -> "request_bytes";
            case RESPONSE_SIZE -> "response_bytes";
            case CONNECTIONS_CLOSED -> "tcp_connections_closed_total";
            case BYTES_SENT -> "tcp_sent_bytes_total";
            case BYTES_RECEIVED -> "tcp_received_bytes_total";
        };
    }

    private static String format(Tag tag) {
        return switch (tag) {
            case Fixed fixed -> fixed.text().replace("%", "%%");
            case Computed computed -> cel(computed.cel());
            case Trait trait ->
                    switch (trait) {
                        case RESPONSE_CODE -> "%RESPONSE_CODE%";
                        case RESPONSE_FLAGS -> "%RESPONSE_FLAGS%";
                        case GRPC_STATUS -> "%GRPC_STATUS_NUMBER%";
                        case PROTOCOL ->
                                cel(
                                        "'content-type' in request.headers && request.headers['content-type'].startsWith('application/grpc') ? 'grpc' : 'http'");
                        case SERVICE_HOST -> service("host");
                        case SERVICE_NAME -> service("name");
                        case SERVICE_NAMESPACE -> service("namespace");
                    };
        };
    }

    /// Of what the cluster's metadata says. Where a request went nowhere there is none.
    private static String service(String part) {
        String services = "xds.cluster_metadata.filter_metadata['istio']['services']";
        return cel("has(xds.cluster_metadata) ? %s[0]['%s'] : 'unknown'".formatted(services, part));
    }

    private static String cel(String expression) {
        return "%CEL(" + expression + ")%";
    }

    private static DynamicMessage.Builder part(String name) {
        return builder("envoy.extensions.access_loggers.stats.v3.Config." + name);
    }

    private static DynamicMessage.Builder builder(String type) {
        Descriptor descriptor =
                EnvoyTypes.find(type)
                        .orElseThrow(() -> new IllegalStateException("no type " + type));
        return DynamicMessage.newBuilder(descriptor);
    }

    private static void set(DynamicMessage.Builder message, String name, Object value) {
        message.setField(field(message, name), value);
    }

    private static void add(DynamicMessage.Builder message, String name, Object value) {
        message.addRepeatedField(field(message, name), value);
    }

    private static FieldDescriptor field(DynamicMessage.Builder message, String name) {
        return message.getDescriptorForType().findFieldByName(name);
    }
}
