// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.istio.ExtensionProvider;
import io.gatehouse.config.istio.MeshConfig;
import io.gatehouse.config.istio.Telemetry.Metric;
import io.gatehouse.config.istio.Telemetry.TagOverride;
import io.gatehouse.engine.ProxyGroup;
import io.gatehouse.routing.Statistic;
import io.gatehouse.routing.Statistic.Computed;
import io.gatehouse.routing.Statistic.Fixed;
import io.gatehouse.routing.Statistic.Kind;
import io.gatehouse.routing.Statistic.Tag;
import io.gatehouse.routing.Statistic.Trait;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The metrics of Istio that a proxy can keep, with those of its labels that it knows.
final class StatisticReader {
    private StatisticReader() {}

    static Provided<Boolean> provider(MeshConfig mesh, String name) {
        Optional<ExtensionProvider> found = MeshProviders.find(mesh, name);
        if (found.isEmpty()) {
            return new Provided.Unusable<>(MeshProviders.unknown(mesh));
        }
        return found.get().prometheus().isPresent()
                ? new Provided.Usable<>(true)
                : new Provided.Unusable<>(
                        "it is of a kind that keeps no metrics here (expected: prometheus)");
    }

    static Optional<Kind> kind(Metric metric) {
        return switch (metric) {
            case REQUEST_COUNT -> Optional.of(Kind.REQUESTS);
            case REQUEST_DURATION -> Optional.of(Kind.REQUEST_DURATION);
            case REQUEST_SIZE -> Optional.of(Kind.REQUEST_SIZE);
            case RESPONSE_SIZE -> Optional.of(Kind.RESPONSE_SIZE);
            case TCP_CLOSED_CONNECTIONS -> Optional.of(Kind.CONNECTIONS_CLOSED);
            case TCP_SENT_BYTES -> Optional.of(Kind.BYTES_SENT);
            case TCP_RECEIVED_BYTES -> Optional.of(Kind.BYTES_RECEIVED);
            case ALL_METRICS,
                    TCP_OPENED_CONNECTIONS,
                    GRPC_REQUEST_MESSAGES,
                    GRPC_RESPONSE_MESSAGES ->
                    Optional.empty();
        };
    }

    static List<Statistic> read(
            Map<Metric, MetricMerge.Changes> changes, ProxyGroup group, boolean ofConnections) {
        return Arrays.stream(Metric.values())
                .flatMap(metric ->
                        statistic(
                                metric,
                                changes.getOrDefault(metric, MetricMerge.Changes.NONE),
                                group,
                                ofConnections))
                .toList();
    }

    private static Stream<Statistic> statistic(
            Metric metric, MetricMerge.Changes changes, ProxyGroup group, boolean ofConnections) {
        return kind(metric)
                .filter(kind -> kind.ofConnections() == ofConnections && !changes.disabled())
                .map(kind -> new Statistic(kind, tags(kind, changes.tags(), group)))
                .stream();
    }

    private static SortedMap<String, Tag> tags(
            Kind kind, Map<String, TagOverride> overrides, ProxyGroup group) {
        SortedMap<String, Tag> tags = new TreeMap<>(standard(kind, group));
        overrides.forEach((name, override) -> {
            switch (override.operation()) {
                case REMOVE -> tags.remove(name);
                case UPSERT -> tags.put(name, new Computed(override.value()));
            }
        });
        return tags;
    }

    private static Map<String, Tag> standard(Kind kind, ProxyGroup group) {
        Map<String, String> labels = group.labels();
        Map<String, Tag> tags = new TreeMap<>();
        tags.put("reporter", new Fixed("source"));
        tags.put("source_app", new Fixed(labels.getOrDefault("app", "unknown")));
        tags.put("source_workload_namespace", new Fixed(group.namespace()));
        tags.put("destination_service", Trait.SERVICE_HOST);
        tags.put("destination_service_name", Trait.SERVICE_NAME);
        tags.put("destination_service_namespace", Trait.SERVICE_NAMESPACE);
        tags.put("response_flags", Trait.RESPONSE_FLAGS);
        if (kind.ofConnections()) {
            tags.put("request_protocol", new Fixed("tcp"));
        } else {
            tags.put("request_protocol", Trait.PROTOCOL);
            tags.put("response_code", Trait.RESPONSE_CODE);
            tags.put("grpc_response_status", Trait.GRPC_STATUS);
        }
        return tags;
    }
}
