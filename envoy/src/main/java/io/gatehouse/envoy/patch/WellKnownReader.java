// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.patch;

import com.google.protobuf.Any;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.ListValue;
import com.google.protobuf.Message;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import com.google.protobuf.util.Durations;
import com.google.protobuf.util.FieldMaskUtil;
import com.google.protobuf.util.Timestamps;
import io.gatehouse.envoy.EnvoyTypes;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Messages that have a JSON form of their own, and those that hold a message of another type.
final class WellKnownReader {
    private static final int SHOWN = 5;
    private static final String TYPE = "@type";
    private static final Set<String> TYPED_STRUCTS =
            Set.of("xds.type.v3.TypedStruct", "udpa.type.v1.TypedStruct");
    private static final Set<String> WITH_OWN_FORM =
            Set.of(
                    "google.protobuf.Duration",
                    "google.protobuf.Timestamp",
                    "google.protobuf.Struct",
                    "google.protobuf.Value",
                    "google.protobuf.ListValue",
                    "google.protobuf.FieldMask",
                    "google.protobuf.Any");

    private final MessageReader messages;
    private final Complaints complaints;

    WellKnownReader(MessageReader messages, Complaints complaints) {
        this.messages = messages;
        this.complaints = complaints;
    }

    /// Empty if there is nothing special about the type.
    Optional<Message> read(Descriptor type, Object tree, String path) {
        return switch (type.getFullName()) {
            case "google.protobuf.Any" -> Optional.of(any(tree, path));
            case "google.protobuf.Duration" -> Optional.of(duration(tree, path));
            case "google.protobuf.Timestamp" -> Optional.of(timestamp(tree, path));
            case "google.protobuf.FieldMask" -> Optional.of(fieldMask(tree, path));
            case "google.protobuf.Struct" -> Optional.of(struct(tree, path));
            case "google.protobuf.Value" -> Optional.of(free(tree));
            case "google.protobuf.ListValue" -> Optional.of(list(tree, path));
            default -> isWrapper(type) ? Optional.of(wrapped(type, tree, path)) : Optional.empty();
        };
    }

    static boolean isWrapper(Descriptor type) {
        return type.getFile().getName().equals("google/protobuf/wrappers.proto");
    }

    private Message wrapped(Descriptor type, Object tree, String path) {
        FieldDescriptor field = type.findFieldByNumber(1);
        DynamicMessage.Builder wrapper = DynamicMessage.newBuilder(type);
        ScalarReader.read(field, tree)
                .ifPresentOrElse(
                        value -> wrapper.setField(field, value),
                        () -> wrong(path, tree, ScalarReader.expected(field)));
        return wrapper.build();
    }

    private Message any(Object tree, String path) {
        if (!(tree instanceof Map<?, ?> map)
                || !(map.get(TYPE) instanceof String url)
                || url.isEmpty()) {
            wrong(path, tree, "a mapping with @type, such as type.googleapis.com/envoy…");
            return Any.getDefaultInstance();
        }
        Optional<Descriptor> type = EnvoyTypes.find(EnvoyTypes.name(url));
        if (type.isEmpty()) {
            complaints.wrong(path + "." + TYPE, unknownType(url));
            return Any.getDefaultInstance();
        }
        Message content = content(type.get(), map, path);
        return Any.newBuilder()
                .setTypeUrl("type.googleapis.com/" + type.get().getFullName())
                .setValue(content.toByteString())
                .build();
    }

    private Message content(Descriptor type, Map<?, ?> map, String path) {
        if (WITH_OWN_FORM.contains(type.getFullName()) || isWrapper(type)) {
            Object value = map.get("value");
            return messages.read(type, value == null ? Map.of() : value, path + ".value");
        }
        Map<Object, Object> fields = new TreeMap<>(map);
        fields.remove(TYPE);
        if (TYPED_STRUCTS.contains(type.getFullName())) {
            checkTyped(fields, path);
        }
        return messages.fields(type, fields, path);
    }

    /// Envoy makes the named message of it, so it must be one.
    private void checkTyped(Map<?, ?> fields, String path) {
        Object url =
                fields.containsKey("type_url") ? fields.get("type_url") : fields.get("typeUrl");
        if (!(url instanceof String text)) {
            complaints.wrong(path, "found no type_url (expected: the type of its value)");
            return;
        }
        Optional<Descriptor> type = EnvoyTypes.find(EnvoyTypes.name(text));
        if (type.isEmpty()) {
            complaints.wrong(path + ".type_url", unknownType(text));
        } else if (fields.get("value") instanceof Map<?, ?> value) {
            messages.read(type.get(), value, path + ".value");
        }
    }

    private static String unknownType(String url) {
        String name = EnvoyTypes.name(url);
        String ofPackage = name.substring(0, name.lastIndexOf('.') + 1);
        List<String> near =
                EnvoyTypes.names().stream()
                        .filter(type ->
                                !ofPackage.isEmpty()
                                        && type.startsWith(ofPackage)
                                        && type.indexOf('.', ofPackage.length()) < 0)
                        .limit(SHOWN)
                        .toList();
        String hint =
                !near.isEmpty()
                        ? " (there: %s)".formatted(String.join(", ", near))
                        : name.contains(".v2.") || name.contains(".v2alpha.")
                                ? " (Envoy reads v3 of its API only)"
                                : "";
        return "Envoy has no type %s%s".formatted(name, hint);
    }

    private Message duration(Object tree, String path) {
        try {
            return Durations.parse(text(tree));
        } catch (ParseException | IllegalArgumentException _) {
            wrong(path, tree, "a duration in seconds, such as 1.5s");
            return com.google.protobuf.Duration.getDefaultInstance();
        }
    }

    private Message timestamp(Object tree, String path) {
        try {
            return Timestamps.parse(text(tree));
        } catch (ParseException | IllegalArgumentException _) {
            wrong(path, tree, "a time such as 2026-01-31T12:00:00Z");
            return com.google.protobuf.Timestamp.getDefaultInstance();
        }
    }

    private Message fieldMask(Object tree, String path) {
        if (tree instanceof String text) {
            return FieldMaskUtil.fromJsonString(text);
        }
        wrong(path, tree, "names of fields, separated by commas");
        return com.google.protobuf.FieldMask.getDefaultInstance();
    }

    private static String text(Object tree) {
        return tree instanceof String text ? text : "";
    }

    private Message struct(Object tree, String path) {
        if (tree instanceof Map<?, ?> map) {
            return struct(map);
        }
        wrong(path, tree, "a mapping");
        return Struct.getDefaultInstance();
    }

    private static Struct struct(Map<?, ?> map) {
        Struct.Builder struct = Struct.newBuilder();
        map.forEach((key, value) -> struct.putFields((String) key, free(value)));
        return struct.build();
    }

    private Message list(Object tree, String path) {
        if (tree instanceof List<?> list) {
            return list(list);
        }
        wrong(path, tree, "a list");
        return ListValue.getDefaultInstance();
    }

    private static ListValue list(List<?> list) {
        return ListValue.newBuilder()
                .addAllValues(list.stream().map(WellKnownReader::free).toList())
                .build();
    }

    private static Value free(Object tree) {
        Value.Builder value = Value.newBuilder();
        return switch (tree) {
            case Map<?, ?> map -> value.setStructValue(struct(map)).build();
            case List<?> list -> value.setListValue(list(list)).build();
            case String text -> value.setStringValue(text).build();
            case Boolean flag -> value.setBoolValue(flag).build();
            case Number number -> value.setNumberValue(number.doubleValue()).build();
            default -> throw new IllegalArgumentException("no JSON: " + tree.getClass());
        };
    }

    private void wrong(String path, Object tree, String expected) {
        complaints.wrong(
                path, "found %s (expected: %s)".formatted(MessageReader.shown(tree), expected));
    }
}
