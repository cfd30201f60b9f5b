// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.codec;

import io.gatehouse.config.FieldPath;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/// What one type of value looks like in YAML. The values are those of record components, so their
/// types are known to reflection only.
interface ValueCodec {
    /// Null if the node holds no such value, which `problems` has then been told.
    @Nullable Object read(Node node, FieldPath path, Problems problems);

    /// What a field has that is not there; such a value is not written either.
    Object absent();

    /// The value as text, number, boolean, list or map.
    Object write(Object value);
}
