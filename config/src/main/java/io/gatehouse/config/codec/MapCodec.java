// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.codec;

import io.gatehouse.config.FieldPath;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/// A mapping whose keys the user chooses.
record MapCodec(ValueCodec value) implements ValueCodec {
    @Override
    public @Nullable Object read(Node node, FieldPath path, Problems problems) {
        if (!(node instanceof MappingNode mapping)) {
            problems.invalid(node, path, "a mapping");
            return null;
        }
        Fields fields = Fields.of(mapping);
        boolean complete = problems.keys(fields, path);
        SortedMap<String, Object> values = new TreeMap<>();
        for (Map.Entry<String, Fields.Entry> entry : fields.entries().entrySet()) {
            Object read =
                    value.read(entry.getValue().value(), path.entry(entry.getKey()), problems);
            complete &= read != null;
            values.put(entry.getKey(), read == null ? value.absent() : read);
        }
        return complete ? values : null;
    }

    @Override
    public Object absent() {
        return Collections.emptySortedMap();
    }

    @Override
    public Object write(Object map) {
        SortedMap<String, Object> written = new TreeMap<>();
        ((Map<?, ?>) map).forEach((key, item) -> written.put((String) key, value.write(item)));
        return written;
    }
}
