// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.istio.MeshConfig;
import io.gatehouse.config.istio.MeshConfig.DefaultProviders;
import io.gatehouse.config.istio.ProxyTracing;
import io.gatehouse.config.istio.Telemetry;
import io.gatehouse.engine.ConfigTables;
import io.gatehouse.engine.ProxyGroup;
import io.gatehouse.engine.core.ServiceNodes;
import io.gatehouse.engine.graph.Derivation;
import io.gatehouse.engine.graph.Evaluation;
import io.gatehouse.engine.graph.IncrementalGraph;
import io.gatehouse.engine.graph.Table;
import io.gatehouse.routing.LogDestination;
import io.gatehouse.routing.Observation;
import io.gatehouse.routing.SpanReporting;
import io.gatehouse.routing.Statistic;
import io.gatehouse.routing.TrafficLog;
import java.util.List;
import java.util.Optional;

/// From Telemetry objects, and what the mesh says where there are none, to what a group's proxies
/// tell of what passes through them.
public final class TelemetryNodes {
    /// Where nobody says otherwise, in percent.
    private static final double SAMPLING = 1;

    final PolicyAttachment<Telemetry> attachment;
    final Derivation<String, GroupTelemetry> telemetry;

    /// Whether upstreams must say what service they are part of.
    final Derivation<String, Boolean> counts;

    private final Table<String, ProxyGroup> groups;
    private final MeshNodes mesh;
    private final ProviderServices services;

    public TelemetryNodes(
            IncrementalGraph graph,
            ConfigTables tables,
            Table<String, ProxyGroup> groups,
            PolicyNodes policies,
            MeshNodes mesh,
            ServiceNodes services) {
        this.groups = groups;
        this.mesh = mesh;
        this.services = new ProviderServices(services);
        attachment =
                new PolicyAttachment<>(
                        graph,
                        "telemetries",
                        tables.telemetries,
                        groups,
                        policies.namespaces,
                        mesh);
        telemetry = graph.derivation("telemetry of group", this::telemetry);
        counts = graph.derivation("group counts", (e, group) -> e.get(telemetry, group).counts());
    }

    /// Those that hold, the widest first.
    List<Telemetry> levels(Evaluation e, String group) {
        return TelemetryLevels.of(
                attachment.of(e, group),
                e.read(groups, group).orElseThrow(),
                mesh.of(e).rootNamespace());
    }

    Provided<LogDestination> logs(Evaluation e, String group, String provider) {
        return logReader(e, group).read(provider);
    }

    Provided<SpanCollectorReader.Read> spans(Evaluation e, String group, String provider) {
        return spanReader(e, group).read(provider);
    }

    /// Why the Zipkin of the proxy's own configuration cannot be told, where it counts.
    Optional<String> addressProblem(Evaluation e, String group) {
        return TracingMerge.says(levels(e, group), defaults(e)) || ofProxy(e, group).isEmpty()
                ? Optional.empty()
                : ofProxy(e, group)
                        .flatMap(ProxyTracing::zipkin)
                        .map(zipkin -> spanReader(e, group).atAddress(zipkin.address()))
                        .flatMap(TelemetryNodes::why);
    }

    static <T> Optional<String> why(Provided<T> provided) {
        return provided instanceof Provided.Unusable<T>(String why)
                ? Optional.of(why)
                : Optional.empty();
    }

    private GroupTelemetry telemetry(Evaluation e, String name) {
        ProxyGroup group = e.read(groups, name).orElseThrow();
        List<Telemetry> levels = levels(e, name);
        List<TrafficLog> logs = logs(e, name, levels);
        List<TrafficLog> ofConnections =
                logs.stream()
                        .filter(log -> !(log.destination() instanceof LogDestination.OfRequests))
                        .toList();
        return new GroupTelemetry(
                new Observation(
                        logs.stream()
                                .filter(log ->
                                        !(log.destination()
                                                instanceof LogDestination.OfConnections))
                                .toList(),
                        spans(e, group, levels),
                        statistics(e, group, levels, false)),
                new Observation(
                        ofConnections, Optional.empty(), statistics(e, group, levels, true)),
                mesh.of(e).disableEnvoyListenerLog() ? List.of() : ofConnections);
    }

    private List<TrafficLog> logs(Evaluation e, String group, List<Telemetry> levels) {
        LogDestinationReader reader = logReader(e, group);
        if (!LogProviderMerge.says(levels, defaults(e))) {
            return reader.ofMesh().stream()
                    .map(destination -> new TrafficLog(destination, Optional.empty()))
                    .toList();
        }
        return LogProviderMerge.merge(levels, defaults(e)).entrySet().stream()
                .flatMap(provider ->
                        value(reader.read(provider.getKey()))
                                .map(found -> new TrafficLog(found, provider.getValue()))
                                .stream())
                .toList();
    }

    private Optional<SpanReporting> spans(Evaluation e, ProxyGroup group, List<Telemetry> levels) {
        SpanCollectorReader reader = spanReader(e, group.name());
        Optional<ProxyTracing> own = ofProxy(e, group.name());
        double sampling =
                own.map(ProxyTracing::sampling)
                        .filter(given -> given > 0 && given <= 100)
                        .orElse(SAMPLING);
        if (!TracingMerge.says(levels, defaults(e))) {
            return own.flatMap(ProxyTracing::zipkin)
                    .flatMap(zipkin -> value(reader.atAddress(zipkin.address())))
                    .map(read ->
                            new SpanReporting(
                                    read.collector(),
                                    sampling,
                                    SpanTagReader.read(
                                            own.flatMap(ProxyTracing::enableIstioTags).orElse(true),
                                            own.get().customTags(),
                                            mesh.of(e),
                                            group),
                                    longest(0, own),
                                    true,
                                    true));
        }
        TracingMerge merged = TracingMerge.of(levels, defaults(e));
        if (merged.disabled()) {
            return Optional.empty();
        }
        return merged.provider()
                .flatMap(provider -> value(reader.read(provider)))
                .map(read ->
                        new SpanReporting(
                                read.collector(),
                                read.decidesItself() ? 100 : merged.percentage().orElse(sampling),
                                SpanTagReader.read(
                                        merged.istioTags(),
                                        merged.tags().isEmpty()
                                                ? own.map(ProxyTracing::customTags)
                                                        .orElse(merged.tags())
                                                : merged.tags(),
                                        mesh.of(e),
                                        group),
                                longest(read.longestPath(), own),
                                merged.byRequestId(),
                                merged.propagated()));
    }

    private static Optional<Integer> longest(int ofProvider, Optional<ProxyTracing> own) {
        int length =
                ofProvider > 0 ? ofProvider : own.map(ProxyTracing::maxPathTagLength).orElse(0);
        return length > 0 ? Optional.of(length) : Optional.empty();
    }

    private List<Statistic> statistics(
            Evaluation e, ProxyGroup group, List<Telemetry> levels, boolean ofConnections) {
        MeshConfig meshConfig = mesh.of(e);
        return MetricMerge.of(levels, defaults(e)).providers().entrySet().stream()
                .filter(provider ->
                        value(StatisticReader.provider(meshConfig, provider.getKey())).isPresent())
                .findFirst()
                .map(provider -> StatisticReader.read(provider.getValue(), group, ofConnections))
                .orElse(List.of());
    }

    private static <T> Optional<T> value(Provided<T> provided) {
        return provided instanceof Provided.Usable<T>(T usable)
                ? Optional.of(usable)
                : Optional.empty();
    }

    private LogDestinationReader logReader(Evaluation e, String group) {
        return new LogDestinationReader(
                mesh.of(e), (service, port) -> services.find(e, group, service, port));
    }

    private SpanCollectorReader spanReader(Evaluation e, String group) {
        ProxyGroup of = e.read(groups, group).orElseThrow();
        return new SpanCollectorReader(
                mesh.of(e),
                of.labels().getOrDefault("app", "istio-proxy") + "." + of.namespace(),
                (service, port) -> services.find(e, group, service, port));
    }

    private DefaultProviders defaults(Evaluation e) {
        return mesh.of(e).defaultProviders().orElse(DefaultProviders.NONE);
    }

    /// The proxy's own, over the mesh's; absent where the mesh has it not count.
    private Optional<ProxyTracing> ofProxy(Evaluation e, String group) {
        MeshConfig meshConfig = mesh.of(e);
        return meshConfig.enableTracing().orElse(true)
                ? e.read(groups, group).orElseThrow().proxyConfig(meshConfig).tracing()
                : Optional.empty();
    }
}
