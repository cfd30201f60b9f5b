// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.core;

import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectMeta;
import io.gatehouse.config.SortedMaps;
import java.util.Optional;
import java.util.SortedMap;

/// Something to be kept from view, such as a certificate with its key.
///
/// @param type such as `kubernetes.io/tls`; empty means `Opaque`
/// @param data decoded, with what the user gave as `stringData`
public record Secret(
        ObjectMeta metadata,
        String type,
        SortedMap<String, SecretValue> data,
        Optional<Boolean> immutable)
        implements ConfigObject {
    /// The type that `kubectl create secret tls` gives.
    public static final String TLS_TYPE = "kubernetes.io/tls";

    public Secret {
        data = SortedMaps.copyOf(data);
    }

    @Override
    public Kind kind() {
        return Kind.SECRET;
    }
}
