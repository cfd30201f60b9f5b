// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.TypeRegistry;
import io.envoyproxy.envoy.config.core.v3.DataSource;
import io.envoyproxy.envoy.config.core.v3.HeaderValue;
import io.gatehouse.routing.ModuleCode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import udpa.annotations.Sensitive;

/// Copies a message with everything secret replaced, however deep, and programs by what tells them
/// apart.
final class Redaction {
    private static final String PLACEHOLDER = "[redacted]";

    /// The first bytes of every WebAssembly module.
    private static final ByteString MODULE = ByteString.copyFromUtf8("\0asm");

    private final TypeRegistry types;

    Redaction(TypeRegistry types) {
        this.types = types;
    }

    Message apply(Message message) {
        return switch (message) {
            case Any any -> unpacked(any);
            case DynamicMessage any when isAny(any) -> unpacked(any);
            case HeaderValue header when header.getKey().equalsIgnoreCase("authorization") ->
                    header.toBuilder().clearRawValue().setValue(PLACEHOLDER).build();
            default -> fields(message);
        };
    }

    private Message fields(Message message) {
        Message.Builder copy = message.toBuilder();
        for (Map.Entry<FieldDescriptor, Object> entry : message.getAllFields().entrySet()) {
            FieldDescriptor field = entry.getKey();
            Object value = entry.getValue();
            copy.setField(
                    field,
                    value instanceof List<?> values
                            ? values.stream().map(each -> value(field, each)).toList()
                            : value(field, value));
        }
        return copy.build();
    }

    private Object value(FieldDescriptor field, Object value) {
        boolean sensitive = field.getOptions().getExtension(Sensitive.sensitive);
        return switch (value) {
            case Message message when sensitive || isSharedKey(field, message) ->
                    placeholder(message);
            case Message message -> module(message).orElseGet(() -> apply(message));
            case String _ when sensitive -> PLACEHOLDER;
            case ByteString _ when sensitive -> ByteString.copyFromUtf8(PLACEHOLDER);
            default -> value;
        };
    }

    /// Keys for tokens are public, but for those that both sides know.
    private static boolean isSharedKey(FieldDescriptor field, Message message) {
        return field.getName().equals("local_jwks")
                && message.getAllFields().values().stream()
                        .anyMatch(value -> value.toString().contains("\"oct\""));
    }

    /// The code of a WebAssembly module, which is megabytes that nobody reads.
    private static Optional<Message> module(Message message) {
        return Optional.of(message)
                .filter(source -> source.getDescriptorForType().equals(DataSource.getDescriptor()))
                .flatMap(source -> source.getAllFields().values().stream().findFirst())
                .filter(value -> value instanceof ByteString bytes && bytes.startsWith(MODULE))
                .map(value -> new ModuleCode.Inline(((ByteString) value).toByteArray()))
                .map(code -> DataSource.newBuilder().setInlineString("[" + code + "]").build());
    }

    private static Message placeholder(Message message) {
        return message.getDescriptorForType().equals(DataSource.getDescriptor())
                ? DataSource.newBuilder().setInlineString(PLACEHOLDER).build()
                : message.getDefaultInstanceForType();
    }

    private static boolean isAny(DynamicMessage message) {
        return message.getDescriptorForType().getFullName().equals("google.protobuf.Any");
    }

    private Any unpacked(DynamicMessage any) {
        try {
            return unpacked(Any.parseFrom(any.toByteString()));
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("malformed Any", e);
        }
    }

    private Any unpacked(Any any) {
        try {
            Descriptor type = types.getDescriptorForTypeUrl(any.getTypeUrl());
            if (type == null) {
                type = EnvoyTypes.find(EnvoyTypes.name(any.getTypeUrl())).orElse(null);
            }
            if (type == null) {
                throw new IllegalArgumentException("unknown type " + any.getTypeUrl());
            }
            Message inner = apply(DynamicMessage.parseFrom(type, any.getValue()));
            return any.toBuilder().setValue(inner.toByteString()).build();
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("malformed " + any.getTypeUrl(), e);
        }
    }
}
