// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.codec;

import io.gatehouse.config.FieldPath;
import io.gatehouse.config.Json;
import io.gatehouse.config.JsonWithNull;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// A mapping with whatever its author puts there, as [Json] or [JsonWithNull].
enum JsonCodec implements ValueCodec {
    JSON,
    JSON_WITH_NULL;

    @Override
    public @Nullable Object read(Node node, FieldPath path, Problems problems) {
        if (!(node instanceof MappingNode)) {
            problems.invalid(node, path, "a mapping");
            return null;
        }
        Object tree = value(node, path, problems);
        return tree == null ? null : of(tree);
    }

    @Override
    public Object absent() {
        return of(Map.of());
    }

    private Object of(Object tree) {
        return switch (this) {
            case JSON -> new Json(tree);
            case JSON_WITH_NULL -> new JsonWithNull(tree);
        };
    }

    @Override
    public Object write(Object value) {
        return switch (this) {
            case JSON -> ((Json) value).tree();
            case JSON_WITH_NULL -> ((JsonWithNull) value).tree();
        };
    }

    private @Nullable Object value(Node node, FieldPath path, Problems problems) {
        return switch (node) {
            case MappingNode mapping -> map(mapping, path, problems);
            case SequenceNode sequence -> list(sequence, path, problems);
            case ScalarNode scalar -> scalar(scalar, path, problems);
            default -> throw new IllegalStateException("no value: " + node.getClass());
        };
    }

    private @Nullable Object map(MappingNode mapping, FieldPath path, Problems problems) {
        Fields fields = Fields.of(mapping);
        boolean complete = problems.keys(fields, path);
        Map<String, Object> map = new TreeMap<>();
        for (Map.Entry<String, Fields.Entry> field : fields.entries().entrySet()) {
            Node node = field.getValue().value();
            if (this == JSON && Fields.isNothing(node)) {
                continue;
            }
            Object value = value(node, path.field(field.getKey()), problems);
            if (value == null) {
                complete = false;
            } else {
                map.put(field.getKey(), value);
            }
        }
        return complete ? map : null;
    }

    private @Nullable Object list(SequenceNode list, FieldPath path, Problems problems) {
        List<Object> values = new ArrayList<>();
        boolean complete = true;
        for (int i = 0; i < list.getValue().size(); i++) {
            Object value = value(list.getValue().get(i), path.index(i), problems);
            if (value == null) {
                complete = false;
            } else {
                values.add(value);
            }
        }
        return complete ? values : null;
    }

    private @Nullable Object scalar(ScalarNode node, FieldPath path, Problems problems) {
        return switch (Scalar.of(node)) {
            case Scalar.Text(String text) -> text;
            case Scalar.Whole(BigInteger number) ->
                    number.bitLength() < Long.SIZE
                            ? (Object) number.longValueExact()
                            : (Object) number.doubleValue();
            case Scalar.Fraction(double number) when Double.isFinite(number) -> number;
            case Scalar.Flag(boolean flag) -> flag;
            case Scalar.Nothing _ when this == JSON_WITH_NULL -> JsonWithNull.Null.NULL;
            case Scalar.Fraction _, Scalar.Nothing _ -> {
                problems.invalid(node, path, "a value");
                yield null;
            }
        };
    }
}
