// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.codec;

import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.Kind;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Writes objects as kubectl does: fields sorted by name, those that have their default left out.
public final class ObjectWriter {
    /// Whether the values of Secrets are written. What is written with them hidden cannot be read
    /// back.
    public enum SecretValues {
        HIDDEN,
        SHOWN
    }

    private static final String HIDDEN_VALUE = "***";

    private final SecretValues secretValues;

    public ObjectWriter(SecretValues secretValues) {
        this.secretValues = secretValues;
    }

    public String yaml(ConfigObject object) {
        return YamlText.of(tree(object));
    }

    /// Several objects as the documents of one text.
    public String yaml(List<? extends ConfigObject> objects) {
        return String.join("---\n", objects.stream().map(this::yaml).toList());
    }

    public String json(ConfigObject object) {
        return JsonText.pretty(tree(object));
    }

    /// In one line, as [ApiObjectReader] reads it.
    public String line(ConfigObject object) {
        return JsonText.compact(tree(object));
    }

    /// Several objects as one `List`.
    public String json(List<? extends ConfigObject> objects) {
        SortedMap<String, Object> list = new TreeMap<>();
        list.put("apiVersion", "v1");
        list.put("kind", "List");
        list.put("items", objects.stream().map(this::tree).toList());
        return JsonText.pretty(list);
    }

    private SortedMap<String, Object> tree(ConfigObject object) {
        Kind kind = object.kind();
        SortedMap<String, Object> tree = new TreeMap<>();
        ((Map<?, ?>) Codecs.of(kind).write(object)).forEach((k, v) -> tree.put((String) k, v));
        tree.put("apiVersion", DocumentKind.apiVersion(kind, kind.versions().getFirst()));
        tree.put("kind", kind.kindName());
        if (kind == Kind.SECRET && secretValues == SecretValues.HIDDEN) {
            tree.computeIfPresent("data", (_, data) -> hidden((Map<?, ?>) data));
            tree.computeIfPresent("metadata", (_, data) -> withoutCopy((Map<?, ?>) data));
        }
        return tree;
    }

    private static SortedMap<String, Object> hidden(Map<?, ?> data) {
        SortedMap<String, Object> hidden = new TreeMap<>();
        data.keySet().forEach(key -> hidden.put((String) key, HIDDEN_VALUE));
        return hidden;
    }

    private static SortedMap<String, Object> withoutCopy(Map<?, ?> metadata) {
        SortedMap<String, Object> shown = new TreeMap<>();
        metadata.forEach((key, value) -> shown.put((String) key, value));
        shown.computeIfPresent(
                "annotations",
                (_, annotations) -> {
                    Map<Object, Object> others = new TreeMap<>((Map<?, ?>) annotations);
                    others.remove(MetadataCodec.COPY_OF_OBJECT);
                    return others.isEmpty() ? null : others;
                });
        return shown;
    }
}
