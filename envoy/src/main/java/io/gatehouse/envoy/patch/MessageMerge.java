// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.patch;

import com.google.protobuf.Any;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Duration;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import io.gatehouse.envoy.EnvoyTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Protobuf's merge as Istio has it: a duration is replaced, an entry of a map too, and a list
/// grows unless told otherwise. What is zero, false or empty in a patch is not there, and changes
/// nothing.
final class MessageMerge {
    private static final int MAP_KEY = 1;

    private final boolean replacingLists;

    MessageMerge(boolean replacingLists) {
        this.replacingLists = replacingLists;
    }

    static MessageMerge of(ReadPatch patch) {
        return new MessageMerge(
                switch (patch.operation()) {
                    case MERGE_REPLACING_LISTS -> true;
                    default -> false;
                });
    }

    <M extends Message> M merge(M into, Message from) {
        Message.Builder merged = into.toBuilder();
        apply(merged, from);
        @SuppressWarnings("unchecked") // of the type that it was made from
        M result = (M) merged.build();
        return result;
    }

    /// What is inside, if both are of one type; else the new one.
    Any mergePacked(Any into, Any from) {
        if (!EnvoyTypes.name(into.getTypeUrl()).equals(EnvoyTypes.name(from.getTypeUrl()))) {
            return from;
        }
        Optional<DynamicMessage> target = EnvoyTypes.unpack(into);
        Optional<DynamicMessage> source = EnvoyTypes.unpack(from);
        return target.isPresent() && source.isPresent()
                ? into.toBuilder()
                        .setValue(merge(target.get(), source.get()).toByteString())
                        .build()
                : from;
    }

    private void apply(Message.Builder into, Message from) {
        for (Map.Entry<FieldDescriptor, Object> entry : from.getAllFields().entrySet()) {
            FieldDescriptor field = entry.getKey();
            Object value = entry.getValue();
            if (field.isMapField()) {
                into.setField(field, entries((List<?>) into.getField(field), (List<?>) value));
            } else if (field.isRepeated()) {
                into.setField(field, list((List<?>) into.getField(field), (List<?>) value));
            } else if (value instanceof Message message) {
                into.setField(field, message(into, field, message));
            } else {
                into.setField(field, value);
            }
        }
        into.setUnknownFields(
                UnknownFieldSet.newBuilder(into.getUnknownFields())
                        .mergeFrom(from.getUnknownFields())
                        .build());
    }

    private Message message(Message.Builder into, FieldDescriptor field, Message from) {
        boolean replaced = from.getDescriptorForType().equals(Duration.getDescriptor());
        return replaced || !into.hasField(field)
                ? from
                : merge((Message) into.getField(field), from);
    }

    private List<Object> list(List<?> into, List<?> from) {
        List<Object> all = new ArrayList<>(replacingLists ? List.of() : into);
        all.addAll(from);
        return all;
    }

    private static List<Object> entries(List<?> into, List<?> from) {
        List<Object> all = new ArrayList<>(into);
        all.removeIf(old -> from.stream().anyMatch(entry -> key(entry).equals(key(old))));
        all.addAll(from);
        return all;
    }

    private static Object key(Object entry) {
        Message message = (Message) entry;
        return message.getField(message.getDescriptorForType().findFieldByNumber(MAP_KEY));
    }
}
