// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.patch;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import envoy.annotations.Deprecation;
import io.envoyproxy.pgv.validate.Validate;
import io.envoyproxy.pgv.validate.Validate.FieldRules;
import io.gatehouse.envoy.EnvoyTypes;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The rules that Envoy's API gives for what its fields may hold. Envoy refuses a resource that
/// breaks one of them, and with it all that is in the resource.
final class Constraints {
    private static final String ANY = "google.protobuf.Any";

    private Constraints() {}

    /// @param path of the field that breaks a rule
    record Violation(String path, String message) {}

    /// The first one, of the message or of what is in it however deep.
    static Optional<Violation> violation(Message message, String path) {
        Descriptor type = message.getDescriptorForType();
        if (type.getFullName().equals(ANY)) {
            return EnvoyTypes.unpack(message).flatMap(inner -> violation(inner, path));
        }
        if (type.getOptions().getExtension(Validate.disabled)) {
            return Optional.empty();
        }
        for (OneofDescriptor oneof : type.getRealOneofs()) {
            if (oneof.getOptions().getExtension(Validate.required) && !message.hasOneof(oneof)) {
                return Optional.of(
                        new Violation(
                                path,
                                "none of %s is set (expected: one of them)"
                                        .formatted(names(oneof))));
            }
        }
        for (FieldDescriptor field : type.getFields()) {
            Optional<Violation> found = ofField(message, field, path);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /// Of what its generated class may not know in full.
    static Optional<Violation> ofGenerated(Message message, String path) {
        return violation(EnvoyTypes.complete(message), path);
    }

    private static List<String> names(OneofDescriptor oneof) {
        return oneof.getFields().stream().map(FieldDescriptor::getName).toList();
    }

    private static Optional<Violation> ofField(
            Message message, FieldDescriptor field, String path) {
        String at = path + "." + field.getName();
        FieldRules rules = field.getOptions().getExtension(Validate.rules);
        if (field.isRepeated()) {
            return ofList((List<?>) message.getField(field), field, rules, at);
        }
        boolean present = !field.hasPresence() || message.hasField(field);
        if (!present) {
            return required(rules) && field.getRealContainingOneof() == null
                    ? Optional.of(new Violation(at, "it must be set"))
                    : Optional.empty();
        }
        Object value = message.getField(field);
        boolean given =
                field.hasPresence()
                        || !value.equals(
                                DynamicMessage.getDefaultInstance(message.getDescriptorForType())
                                        .getField(field));
        if (given && field.getOptions().getExtension(Deprecation.disallowedByDefault)) {
            return Optional.of(new Violation(at, "Envoy does not take this field any more"));
        }
        return ofValue(value, rules, at);
    }

    private static boolean required(FieldRules rules) {
        return rules.getMessage().getRequired()
                || rules.getAny().getRequired()
                || rules.getDuration().getRequired()
                || rules.getTimestamp().getRequired();
    }

    private static Optional<Violation> ofList(
            List<?> values, FieldDescriptor field, FieldRules rules, String at) {
        Optional<String> size = ValueRules.size(values, rules);
        if (size.isPresent()) {
            return Optional.of(new Violation(at, size.get()));
        }
        for (int i = 0; i < values.size(); i++) {
            Optional<Violation> found =
                    field.isMapField()
                            ? ofEntry((Message) values.get(i), rules, at)
                            : ofValue(
                                    values.get(i),
                                    rules.getRepeated().getItems(),
                                    at + "[" + i + "]");
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Optional<Violation> ofEntry(Message entry, FieldRules rules, String path) {
        Map<FieldDescriptor, Object> fields = entry.getAllFields();
        for (FieldDescriptor field : entry.getDescriptorForType().getFields()) {
            Object value = fields.getOrDefault(field, entry.getField(field));
            boolean key = field.getNumber() == 1;
            Optional<Violation> found =
                    ofValue(
                            value,
                            key ? rules.getMap().getKeys() : rules.getMap().getValues(),
                            path
                                    + "[\""
                                    + entry.getField(
                                            entry.getDescriptorForType().findFieldByNumber(1))
                                    + "\"]");
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Optional<Violation> ofValue(Object value, FieldRules rules, String at) {
        if (value instanceof Message message) {
            Optional<Violation> own = ofMessage(message, rules, at);
            return own.isPresent() || rules.getMessage().getSkip() ? own : violation(message, at);
        }
        Object plain = value instanceof EnumValueDescriptor choice ? choice.getNumber() : value;
        boolean defined = !(value instanceof EnumValueDescriptor choice) || choice.getIndex() >= 0;
        return ValueRules.broken(plain, defined, rules).map(message -> new Violation(at, message));
    }

    /// Rules for a wrapper are those of what it wraps.
    private static Optional<Violation> ofMessage(Message message, FieldRules rules, String at) {
        Descriptor type = message.getDescriptorForType();
        Optional<String> broken =
                switch (type.getFullName()) {
                    case "google.protobuf.Duration" -> ValueRules.duration(message, rules);
                    case ANY -> ValueRules.any(message, rules);
                    default ->
                            WellKnownReader.isWrapper(type)
                                    ? ValueRules.broken(
                                            message.getField(type.findFieldByNumber(1)),
                                            true,
                                            rules)
                                    : Optional.empty();
                };
        return broken.map(text -> new Violation(at, text));
    }
}
