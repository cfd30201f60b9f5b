// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config;

/// One object of a [Kind], immutable.
public interface ConfigObject {
    Kind kind();

    ObjectMeta metadata();

    default ObjectKey key() {
        return new ObjectKey(kind(), metadata().namespace(), metadata().name());
    }
}
