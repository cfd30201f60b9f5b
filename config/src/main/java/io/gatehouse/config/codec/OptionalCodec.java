// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.codec;

import io.gatehouse.config.FieldPath;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/// A value whose absence is different from its default.
record OptionalCodec(ValueCodec value) implements ValueCodec {
    @Override
    public @Nullable Object read(Node node, FieldPath path, Problems problems) {
        Object read = value.read(node, path, problems);
        return read == null ? null : Optional.of(read);
    }

    @Override
    public Object absent() {
        return Optional.empty();
    }

    @Override
    public Object write(Object optional) {
        return value.write(((Optional<?>) optional).orElseThrow());
    }
}
