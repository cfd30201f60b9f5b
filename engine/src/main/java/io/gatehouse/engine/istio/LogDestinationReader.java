// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.Json;
import io.gatehouse.config.istio.ExtensionProvider;
import io.gatehouse.config.istio.LogProvider;
import io.gatehouse.config.istio.LogProvider.HttpAls;
import io.gatehouse.config.istio.LogProvider.LogFormat;
import io.gatehouse.config.istio.LogProvider.OtelAls;
import io.gatehouse.config.istio.LogProvider.TcpAls;
import io.gatehouse.config.istio.MeshConfig;
import io.gatehouse.routing.Collector;
import io.gatehouse.routing.LogDestination;
import io.gatehouse.routing.LogDestination.OfConnections;
import io.gatehouse.routing.LogDestination.OfRequests;
import io.gatehouse.routing.LogDestination.ToFile;
import io.gatehouse.routing.LogDestination.ToOpenTelemetry;
import io.gatehouse.routing.LogLayout;
import io.gatehouse.routing.LogLayout.Line;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;

/// Providers of access logs.
///
/// @param services what a provider's `service` and `port` come to
record LogDestinationReader(
        MeshConfig mesh, BiFunction<String, Integer, ProviderService> services) {
    private static final String STANDARD_OUTPUT = "/dev/stdout";

    /// What filters of Istio's proxy note about the other side; other proxies have none of it.
    private static final List<String> PEERS = List.of("upstream_peer", "downstream_peer");

    Provided<LogDestination> read(String name) {
        return MeshProviders.find(mesh, name)
                .map(this::read)
                .orElseGet(() -> new Provided.Unusable<>(MeshProviders.unknown(mesh)));
    }

    /// The file that the mesh itself names, if it does.
    Optional<LogDestination> ofMesh() {
        return mesh.accessLogFile().isEmpty()
                ? Optional.empty()
                : Optional.of(new ToFile(mesh.accessLogFile(), DefaultLogFormat.of(mesh), false));
    }

    private Provided<LogDestination> read(ExtensionProvider provider) {
        if (provider.envoyFileAccessLog().isPresent()) {
            return new Provided.Usable<>(
                    file(provider.name(), provider.envoyFileAccessLog().get()));
        }
        if (provider.envoyHttpAls().isPresent()) {
            HttpAls als = provider.envoyHttpAls().get();
            return Provided.of(
                    services.apply(als.service(), als.port()), collector -> of(als, collector));
        }
        if (provider.envoyTcpAls().isPresent()) {
            TcpAls als = provider.envoyTcpAls().get();
            return Provided.of(
                    services.apply(als.service(), als.port()), collector -> of(als, collector));
        }
        if (provider.envoyOtelAls().isPresent()) {
            OtelAls als = provider.envoyOtelAls().get();
            return Provided.of(
                    services.apply(als.service(), als.port()), collector -> of(als, collector));
        }
        return new Provided.Unusable<>(
                "it is of a kind that logs nothing here (expected: envoyFileAccessLog, envoyHttpAls, envoyTcpAls or envoyOtelAls)");
    }

    private LogDestination file(String name, LogProvider.File file) {
        boolean asMesh =
                name.equals(MeshProviders.ENVOY)
                        && file.logFormat().isEmpty()
                        && !file.omitEmptyValues();
        return new ToFile(
                file.path().isEmpty() ? STANDARD_OUTPUT : file.path(),
                asMesh
                        ? DefaultLogFormat.of(mesh)
                        : file.logFormat()
                                .map(LogDestinationReader::layout)
                                .orElse(DefaultLogFormat.TEXT),
                file.omitEmptyValues());
    }

    /// Labels without any are Istio's own.
    private static LogLayout layout(LogFormat format) {
        return format.labels()
                .<LogLayout>map(labels ->
                        members(labels).isEmpty()
                                ? DefaultLogFormat.JSON
                                : DefaultLogFormat.fields(labels))
                .orElseGet(() ->
                        format.text().isEmpty()
                                ? DefaultLogFormat.TEXT
                                : DefaultLogFormat.line(format.text()));
    }

    private static LogDestination of(HttpAls als, Collector collector) {
        return new OfRequests(
                collector,
                als.logName().isEmpty() ? "http_envoy_accesslog" : als.logName(),
                states(als.filterStateObjectsToLog()),
                als.additionalRequestHeadersToLog(),
                als.additionalResponseHeadersToLog(),
                als.additionalResponseTrailersToLog());
    }

    private static LogDestination of(TcpAls als, Collector collector) {
        return new OfConnections(
                collector,
                als.logName().isEmpty() ? "tcp_envoy_accesslog" : als.logName(),
                states(als.filterStateObjectsToLog()));
    }

    private static List<String> states(List<String> given) {
        return given.isEmpty() ? PEERS : given;
    }

    private static LogDestination of(OtelAls als, Collector collector) {
        String text = als.logFormat().map(LogFormat::text).orElse("");
        SortedMap<String, Line> attributes = new TreeMap<>();
        als.logFormat()
                .flatMap(LogFormat::labels)
                .ifPresent(labels ->
                        members(labels)
                                .forEach((name, value) ->
                                        attributes.put((String) name, attribute(value))));
        return new ToOpenTelemetry(
                collector,
                als.logName().isEmpty() ? "otel_envoy_accesslog" : als.logName(),
                text.isEmpty() ? DefaultLogFormat.TEXT : new Line(text),
                attributes);
    }

    /// Only texts have a meaning, as in Istio.
    private static Line attribute(Object value) {
        return new Line(value instanceof String text ? text : "");
    }

    private static Map<?, ?> members(Json labels) {
        return (Map<?, ?>) labels.tree();
    }
}
