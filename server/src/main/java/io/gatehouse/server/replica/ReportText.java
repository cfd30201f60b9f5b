// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.replica;

import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.codec.JsonText;
import io.gatehouse.server.status.ObjectRevision;
import io.gatehouse.server.status.ReportPart;
import io.gatehouse.server.status.ReportedProxy;
import io.gatehouse.xds.Refusal;
import io.gatehouse.xds.ResourceName;
import io.gatehouse.xds.ResourceType;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// A [ReportPart] as JSON, and back. What a later version adds is passed over.
final class ReportText {
    private ReportText() {}

    static String of(ReportPart part) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("groups", part.groups().stream().map(GroupText::tree).toList());
        tree.put(
                "objects",
                part.objects().entrySet().stream()
                        .map(entry -> object(entry.getKey(), entry.getValue()))
                        .toList());
        tree.put("proxies", part.proxies().stream().map(ReportText::proxy).toList());
        tree.put("gone", part.gone());
        tree.put("whole", part.whole());
        return JsonText.compact(tree);
    }

    private static Map<String, Object> object(ObjectKey key, Optional<ObjectRevision> revision) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("kind", key.kind().kindName());
        tree.put("namespace", key.namespace());
        tree.put("name", key.name());
        revision.ifPresent(now -> {
            tree.put("generation", now.generation());
            if (!now.revisions().isEmpty()) {
                tree.put("revisions", now.revisions());
            }
            now.latency().ifPresent(time -> tree.put("nanoseconds", time.toNanos()));
            now.setAside().ifPresent(why -> tree.put("setAside", why));
        });
        return tree;
    }

    private static Map<String, Object> proxy(ReportedProxy proxy) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("stream", proxy.stream());
        tree.put("node", proxy.node());
        tree.put("group", proxy.group());
        tree.put("newest", proxy.newest());
        tree.put("synced", proxy.synced());
        tree.put("settled", proxy.settled());
        tree.put("refusals", proxy.refusals().stream().map(ReportText::refusal).toList());
        return tree;
    }

    private static Map<String, Object> refusal(Refusal refusal) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("type", refusal.type().name());
        tree.put("resources", refusal.resources().stream().map(r -> r.name().name()).toList());
        tree.put("detail", refusal.detail());
        tree.put("time", refusal.time().toEpochMilli());
        return tree;
    }

    /// @throws IOException if it is not JSON
    static ReportPart read(String text) throws IOException {
        Tree tree = Tree.of(JsonText.parse(text));
        SortedMap<ObjectKey, Optional<ObjectRevision>> objects = new TreeMap<>();
        for (Tree object : tree.objects("objects")) {
            key(object).ifPresent(key -> objects.put(key, revision(object)));
        }
        return new ReportPart(
                tree.objects("groups").stream().map(GroupText::read).toList(),
                objects,
                tree.objects("proxies").stream().map(ReportText::proxy).toList(),
                tree.list("gone").stream()
                        .filter(Number.class::isInstance)
                        .map(stream -> ((Number) stream).longValue())
                        .toList(),
                tree.flag("whole"));
    }

    private static Optional<ObjectKey> key(Tree object) {
        return Arrays.stream(Kind.values())
                .filter(kind -> kind.kindName().equals(object.text("kind")))
                .findFirst()
                .map(kind -> new ObjectKey(kind, object.text("namespace"), object.text("name")));
    }

    private static Optional<ObjectRevision> revision(Tree object) {
        return object.has("generation")
                ? Optional.of(
                        new ObjectRevision(
                                object.number("generation"),
                                object.object("revisions").numbers(),
                                object.has("nanoseconds")
                                        ? Optional.of(
                                                Duration.ofNanos(object.number("nanoseconds")))
                                        : Optional.empty(),
                                object.optionalText("setAside")))
                : Optional.empty();
    }

    private static ReportedProxy proxy(Tree proxy) {
        return new ReportedProxy(
                proxy.number("stream"),
                proxy.text("node"),
                proxy.text("group"),
                proxy.number("newest"),
                proxy.number("synced"),
                proxy.number("settled"),
                proxy.objects("refusals").stream().flatMap(r -> refusal(r).stream()).toList());
    }

    private static Optional<Refusal> refusal(Tree refusal) {
        return Arrays.stream(ResourceType.values())
                .filter(type -> type.name().equals(refusal.text("type")))
                .findFirst()
                .map(type ->
                        new Refusal(
                                type,
                                resources(type, refusal.list("resources")),
                                refusal.text("detail"),
                                Instant.ofEpochMilli(refusal.number("time"))));
    }

    private static List<Refusal.RefusedResource> resources(ResourceType type, List<?> names) {
        return names.stream()
                .map(name -> new ResourceName(type, String.valueOf(name)))
                .map(name -> new Refusal.RefusedResource(name, ""))
                .toList();
    }
}
