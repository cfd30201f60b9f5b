// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.Kind;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
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

    private final Codecs codecs = new Codecs();
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
        return json(tree(object));
    }

    /// Several objects as one `List`.
    public String json(List<? extends ConfigObject> objects) {
        SortedMap<String, Object> list = new TreeMap<>();
        list.put("apiVersion", "v1");
        list.put("kind", "List");
        list.put("items", objects.stream().map(this::tree).toList());
        return json(list);
    }

    private SortedMap<String, Object> tree(ConfigObject object) {
        Kind kind = object.kind();
        SortedMap<String, Object> tree = new TreeMap<>();
        ((Map<?, ?>) codecs.of(kind).write(object)).forEach((k, v) -> tree.put((String) k, v));
        tree.put("apiVersion", DocumentKind.apiVersion(kind, kind.versions().getFirst()));
        tree.put("kind", kind.kindName());
        if (kind == Kind.SECRET && secretValues == SecretValues.HIDDEN) {
            tree.computeIfPresent("data", (_, data) -> hidden((Map<?, ?>) data));
        }
        return tree;
    }

    private static SortedMap<String, Object> hidden(Map<?, ?> data) {
        SortedMap<String, Object> hidden = new TreeMap<>();
        data.keySet().forEach(key -> hidden.put((String) key, HIDDEN_VALUE));
        return hidden;
    }

    private static String json(Object tree) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
            json.setPrettyPrinter(
                    new DefaultPrettyPrinter()
                            .withObjectIndenter(indenter)
                            .withArrayIndenter(indenter));
            write(json, tree);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text + "\n";
    }

    private static void write(JsonGenerator json, Object value) throws IOException {
        switch (value) {
            case Map<?, ?> map -> {
                json.writeStartObject();
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    json.writeFieldName((String) entry.getKey());
                    write(json, entry.getValue());
                }
                json.writeEndObject();
            }
            case List<?> list -> {
                json.writeStartArray();
                for (Object item : list) {
                    write(json, item);
                }
                json.writeEndArray();
            }
            case String text -> json.writeString(text);
            case Integer number -> json.writeNumber(number);
            case Long number -> json.writeNumber(number);
            case Double number -> json.writeNumber(number);
            case Boolean flag -> json.writeBoolean(flag);
            default -> throw new IllegalStateException("no JSON for " + value.getClass());
        }
    }
}
