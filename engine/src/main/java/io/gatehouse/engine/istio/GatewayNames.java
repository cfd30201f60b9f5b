// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import java.util.Optional;

/// How a VirtualService names Gateways: `name` in its own namespace or `namespace/name`; `mesh` is
/// none.
final class GatewayNames {
    private GatewayNames() {}

    static Optional<ObjectKey> resolve(String name, String namespace) {
        if (name.equals("mesh")) {
            return Optional.empty();
        }
        int slash = name.indexOf('/');
        String inNamespace = slash < 0 ? namespace : name.substring(0, slash);
        String resolved = inNamespace.equals(".") ? namespace : inNamespace;
        return Optional.of(new ObjectKey(Kind.GATEWAY, resolved, name.substring(slash + 1)));
    }
}
