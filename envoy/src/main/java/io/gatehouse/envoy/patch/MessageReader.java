// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.patch;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads a message from its JSON form, of which every mistake is told with its place. A field may
/// be written in camelCase or in snake_case. One that there is not is told and passed over.
final class MessageReader {
    private final Complaints complaints;
    private final WellKnownReader wellKnown;

    MessageReader(Complaints complaints) {
        this.complaints = complaints;
        this.wellKnown = new WellKnownReader(this, complaints);
    }

    /// @return what could be read, also where something could not
    Message read(Descriptor type, Object tree, String path) {
        Optional<Message> special = wellKnown.read(type, tree, path);
        if (special.isPresent()) {
            return special.get();
        }
        if (!(tree instanceof Map<?, ?> map)) {
            complaints.wrong(path, "found %s (expected: a mapping)".formatted(shown(tree)));
            return DynamicMessage.getDefaultInstance(type);
        }
        return fields(type, map, path);
    }

    Message fields(Descriptor type, Map<?, ?> map, String path) {
        DynamicMessage.Builder message = DynamicMessage.newBuilder(type);
        map.forEach((key, value) -> {
            String name = (String) key;
            String at = path + "." + name;
            FieldDescriptor field = field(type, name);
            if (field == null) {
                complaints.unknown(at, "%s has no field %s".formatted(type.getName(), name));
            } else if (isSet(message, field)) {
                complaints.wrong(at, "it excludes another field that is set");
            } else {
                set(message, field, value, at);
            }
        });
        return message.build();
    }

    private static boolean isSet(DynamicMessage.Builder message, FieldDescriptor field) {
        return field.getRealContainingOneof() != null
                && message.hasOneof(field.getRealContainingOneof());
    }

    private static @Nullable FieldDescriptor field(Descriptor type, String name) {
        FieldDescriptor field = type.findFieldByName(name);
        return field != null
                ? field
                : type.getFields().stream()
                        .filter(f -> f.getJsonName().equals(name))
                        .findFirst()
                        .orElse(null);
    }

    private void set(
            DynamicMessage.Builder message, FieldDescriptor field, Object value, String path) {
        if (field.isMapField()) {
            entries(message, field, value, path);
        } else if (!field.isRepeated()) {
            value(field, value, path).ifPresent(v -> message.setField(field, v));
        } else if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                value(field, list.get(i), path + "[" + i + "]")
                        .ifPresent(v -> message.addRepeatedField(field, v));
            }
        } else {
            complaints.wrong(path, "found %s (expected: a list)".formatted(shown(value)));
        }
    }

    private void entries(
            DynamicMessage.Builder message, FieldDescriptor field, Object value, String path) {
        if (!(value instanceof Map<?, ?> map)) {
            complaints.wrong(path, "found %s (expected: a mapping)".formatted(shown(value)));
            return;
        }
        Descriptor entry = field.getMessageType();
        FieldDescriptor keyField = entry.findFieldByNumber(1);
        FieldDescriptor valueField = entry.findFieldByNumber(2);
        map.forEach((key, item) -> {
            String at = path + "[\"" + key + "\"]";
            Optional<Object> readKey = value(keyField, key, at);
            Optional<Object> readValue = value(valueField, item, at);
            if (readKey.isPresent() && readValue.isPresent()) {
                message.addRepeatedField(
                        field,
                        DynamicMessage.newBuilder(entry)
                                .setField(keyField, readKey.get())
                                .setField(valueField, readValue.get())
                                .build());
            }
        });
    }

    private Optional<Object> value(FieldDescriptor field, Object tree, String path) {
        if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
            return Optional.of(read(field.getMessageType(), tree, path));
        }
        Optional<Object> value = ScalarReader.read(field, tree);
        if (value.isEmpty()) {
            complaints.wrong(
                    path,
                    "found %s (expected: %s)".formatted(shown(tree), ScalarReader.expected(field)));
        }
        return value;
    }

    static String shown(Object tree) {
        return switch (tree) {
            case Map<?, ?> _ -> "a mapping";
            case List<?> _ -> "a list";
            case String text -> '"' + text + '"';
            default -> tree.toString();
        };
    }
}
