// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.core;

import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectMeta;
import io.gatehouse.config.OtherFieldsAllowed;

/// A namespace, for its labels and annotations.
@OtherFieldsAllowed
public record Namespace(ObjectMeta metadata) implements ConfigObject {
    @Override
    public Kind kind() {
        return Kind.NAMESPACE;
    }
}
