// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.ObjectKey;
import java.util.Locale;
import java.util.Optional;

/// An object that is waited for.
///
/// @param written in a file; absent where any version will do
record WaitTarget(ObjectKey key, Optional<? extends ConfigObject> written) {
    /// Such as `virtualservice/shop`.
    String text(String namespace) {
        String name = key.kind().kindName().toLowerCase(Locale.ROOT) + "/" + key.name();
        boolean elsewhere = key.kind().namespaced() && !key.namespace().equals(namespace);
        return elsewhere ? name + " -n " + key.namespace() : name;
    }
}
