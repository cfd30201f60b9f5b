// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.codec;

import io.gatehouse.config.FieldPath;
import io.gatehouse.config.FindingCode;
import io.gatehouse.config.Named;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/// One of some words; absent means the first.
final class EnumCodec implements ValueCodec {
    private final Map<String, Object> byName = new LinkedHashMap<>();
    private final Map<Object, String> names = new LinkedHashMap<>();
    private final Object absent;

    EnumCodec(Class<?> type) {
        Object[] constants = type.getEnumConstants();
        for (Object constant : constants) {
            String name = nameOf(type, ((Enum<?>) constant).name());
            byName.put(name, constant);
            names.put(constant, name);
        }
        absent = constants[0];
    }

    private static String nameOf(Class<?> type, String constant) {
        return Arrays.stream(type.getFields())
                .filter(field -> field.getName().equals(constant))
                .map((Field field) -> field.getAnnotation(Named.class))
                .map(named -> named == null ? constant : named.value())
                .findFirst()
                .orElse(constant);
    }

    @Override
    public @Nullable Object read(Node node, FieldPath path, Problems problems) {
        if (node instanceof ScalarNode scalar
                && Scalar.of(scalar) instanceof Scalar.Text(String text)) {
            Object constant = byName.get(text);
            if (constant == null) {
                problems.add(
                        FindingCode.INVALID_VALUE,
                        node,
                        path,
                        "found "
                                + Problems.quote(text)
                                + " ("
                                + NearestName.hint(text, byName.keySet())
                                + ")");
            }
            return constant;
        }
        problems.invalid(node, path, "one of " + String.join(", ", byName.keySet()));
        return null;
    }

    @Override
    public Object absent() {
        return absent;
    }

    @Override
    public Object write(Object value) {
        return names.getOrDefault(value, "");
    }
}
