// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.core;

import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectMeta;
import io.gatehouse.config.OtherFieldsAllowed;

/// A machine that Pods run on, for its labels: they say in which region and zone it is.
@OtherFieldsAllowed
public record Node(ObjectMeta metadata) implements ConfigObject {
    @Override
    public Kind kind() {
        return Kind.NODE;
    }
}
