// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.codec;

import io.gatehouse.config.FieldPath;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// A list, whose items must all be there.
record ListCodec(ValueCodec item) implements ValueCodec {
    @Override
    public @Nullable Object read(Node node, FieldPath path, Problems problems) {
        if (!(node instanceof SequenceNode sequence)) {
            problems.invalid(node, path, "a list");
            return null;
        }
        List<Object> items = new ArrayList<>();
        boolean complete = true;
        for (Node child : sequence.getValue()) {
            Object value = item.read(child, path.index(items.size()), problems);
            complete &= value != null;
            items.add(value == null ? item.absent() : value);
        }
        return complete ? items : null;
    }

    @Override
    public Object absent() {
        return List.of();
    }

    @Override
    public Object write(Object value) {
        return ((List<?>) value).stream().map(item::write).toList();
    }
}
