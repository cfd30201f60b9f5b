// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.kubernetes.api;

import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;

/// A kind in one of its versions, and where it is found.
public record ApiResource(Kind kind, String version) {

    /// All objects of the kind.
    public String path() {
        return prefix() + "/" + kind.plural();
    }

    public String path(ObjectKey key) {
        String namespace = key.namespace().isEmpty() ? "" : "/namespaces/" + key.namespace();
        return prefix() + namespace + "/" + kind.plural() + "/" + key.name();
    }

    /// Such as `services` or `gateways.networking.istio.io`.
    public static String name(Kind kind) {
        return kind.group().isEmpty() ? kind.plural() : kind.plural() + "." + kind.group();
    }

    private String prefix() {
        return kind.group().isEmpty() ? "/api/" + version : "/apis/" + kind.group() + "/" + version;
    }
}
