// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.istio.CustomTag;
import io.gatehouse.config.istio.MeshConfig;
import io.gatehouse.engine.ProxyGroup;
import io.gatehouse.routing.AccessRules.Decision;
import io.gatehouse.routing.LogLayout.Line;
import io.gatehouse.routing.SpanTag;
import io.gatehouse.routing.SpanTag.Formatted;
import io.gatehouse.routing.SpanTag.Literal;
import io.gatehouse.routing.SpanTag.OfHeader;
import io.gatehouse.routing.SpanTag.OfRehearsal;
import io.gatehouse.routing.SpanTag.OfVariable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The tags of a group's spans: those that Istio gives by itself, which say who forwards, and those
/// that are asked for.
final class SpanTagReader {
    private static final String UNKNOWN = "unknown";

    private SpanTagReader() {}

    /// By name.
    static List<SpanTag> read(
            boolean istioTags, Map<String, CustomTag> custom, MeshConfig mesh, ProxyGroup group) {
        List<SpanTag> tags = new ArrayList<>();
        if (istioTags) {
            tags.addAll(ofWorkload(mesh, group));
            tags.addAll(ofRehearsals("allow", Decision.ADMIT));
            tags.addAll(ofRehearsals("deny", Decision.REFUSE));
        }
        custom.forEach((name, tag) ->
                value(tag).map(value -> new SpanTag(name, value)).ifPresent(tags::add));
        tags.sort(Comparator.comparing(SpanTag::name));
        return tags;
    }

    private static List<SpanTag> ofWorkload(MeshConfig mesh, ProxyGroup group) {
        Map<String, String> variables = group.proxyConfig(mesh).proxyMetadata();
        Map<String, String> labels = group.labels();
        return List.of(
                literal(
                        "istio.canonical_revision",
                        labels.getOrDefault("service.istio.io/canonical-revision", "latest")),
                literal(
                        "istio.canonical_service",
                        labels.getOrDefault("service.istio.io/canonical-name", UNKNOWN)),
                literal(
                        "istio.cluster_id",
                        variables.getOrDefault("ISTIO_META_CLUSTER_ID", UNKNOWN)),
                literal("istio.mesh_id", variables.getOrDefault("ISTIO_META_MESH_ID", UNKNOWN)),
                literal("istio.namespace", group.namespace()));
    }

    private static List<SpanTag> ofRehearsals(String name, Decision decision) {
        String prefix = "istio.authorization.dry_run." + name + "_policy.";
        return List.of(
                new SpanTag(prefix + "name", new OfRehearsal(decision, false)),
                new SpanTag(prefix + "result", new OfRehearsal(decision, true)));
    }

    private static SpanTag literal(String name, String text) {
        return new SpanTag(name, new Literal(text));
    }

    private static Optional<SpanTag.Value> value(CustomTag tag) {
        return tag.literal()
                .<SpanTag.Value>map(literal -> new Literal(literal.value()))
                .or(() ->
                        tag.environment()
                                .map(from -> new OfVariable(from.name(), from.defaultValue())))
                .or(() -> tag.header().map(from -> new OfHeader(from.name(), from.defaultValue())))
                .or(() -> tag.formatter().map(from -> new Formatted(new Line(from.value()))));
    }
}
