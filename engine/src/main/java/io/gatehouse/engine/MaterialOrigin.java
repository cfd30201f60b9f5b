// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine;

import io.gatehouse.config.ObjectKey;

/// Where TLS material is read from.
public sealed interface MaterialOrigin {
    /// A Secret or, for trusted certificates only, a ConfigMap.
    record Stored(ObjectKey object) implements MaterialOrigin {
        @Override
        public String toString() {
            return object.toString();
        }
    }
}
