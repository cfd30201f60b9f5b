// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.codec;

import io.gatehouse.config.FieldPath;
import org.snakeyaml.engine.v2.nodes.Node;

/// A field that may be there and concerns nobody here.
enum AnythingCodec implements ValueCodec {
    ANYTHING;

    /// The type of such a component.
    record Anything() {}

    @Override
    public Object read(Node node, FieldPath path, Problems problems) {
        return absent();
    }

    @Override
    public Object absent() {
        return new Anything();
    }

    @Override
    public Object write(Object value) {
        throw new IllegalStateException("nothing is known of this field");
    }
}
