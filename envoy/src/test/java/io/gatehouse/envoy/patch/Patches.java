// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.patch;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import com.google.protobuf.util.JsonFormat;
import io.gatehouse.routing.PatchCondition;
import io.gatehouse.routing.PatchId;
import io.gatehouse.routing.PatchOperation;
import io.gatehouse.routing.PatchProblem;
import io.gatehouse.routing.PatchSubject;
import io.gatehouse.routing.ProxyPatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/// Patches for tests, their values as JSON.
final class Patches {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private Patches() {}

    static ProxyPatch written(
            PatchSubject subject,
            PatchOperation operation,
            PatchCondition condition,
            String value) {
        return new ProxyPatch(
                new PatchId("default/test", COUNT.getAndIncrement()),
                subject,
                operation,
                condition,
                value.isEmpty() ? Optional.empty() : Optional.of(tree(value)));
    }

    /// One that can be read.
    static ReadPatch patch(
            PatchSubject subject,
            PatchOperation operation,
            PatchCondition condition,
            String value) {
        PatchReader.Outcome outcome =
                PatchReader.read(written(subject, operation, condition, value));
        return outcome.patch().orElseThrow(() -> new AssertionError(outcome.problems()));
    }

    static List<String> messages(Patched<? extends Message> patched) {
        return patched.problems().stream()
                .map((PatchProblem problem) -> problem.field() + ": " + problem.message())
                .toList();
    }

    private static Map<String, Object> tree(String json) {
        try {
            Struct.Builder struct = Struct.newBuilder();
            JsonFormat.parser().merge(json, struct);
            return tree(struct.build());
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(json, e);
        }
    }

    private static Map<String, Object> tree(Struct struct) {
        Map<String, Object> tree = new TreeMap<>();
        struct.getFieldsMap().forEach((key, value) -> tree.put(key, tree(value)));
        return tree;
    }

    private static Object tree(Value value) {
        return switch (value.getKindCase()) {
            case STRUCT_VALUE -> tree(value.getStructValue());
            case LIST_VALUE -> {
                List<Object> list = new ArrayList<>();
                value.getListValue().getValuesList().forEach(item -> list.add(tree(item)));
                yield list;
            }
            case STRING_VALUE -> value.getStringValue();
            case BOOL_VALUE -> value.getBoolValue();
            case NUMBER_VALUE ->
                    value.getNumberValue() == Math.rint(value.getNumberValue())
                            ? (Object) (long) value.getNumberValue()
                            : (Object) value.getNumberValue();
            case NULL_VALUE, KIND_NOT_SET -> throw new AssertionError("null");
        };
    }
}
