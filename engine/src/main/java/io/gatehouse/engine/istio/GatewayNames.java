// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import java.util.Optional;

/// How a VirtualService names Gateways: `name` in its own namespace, `namespace/name`, or the old
/// form `name.namespace` with or without the rest of a domain; `mesh` is none.
public final class GatewayNames {
    private GatewayNames() {}

    public static Optional<ObjectKey> resolve(String name, String namespace) {
        if (name.equals("mesh")) {
            return Optional.empty();
        }
        int slash = name.indexOf('/');
        if (slash < 0) {
            String[] parts = name.split("\\.", 3);
            String inNamespace = parts.length > 1 ? parts[1] : namespace;
            return Optional.of(new ObjectKey(Kind.GATEWAY, inNamespace, parts[0]));
        }
        String before = name.substring(0, slash);
        String inNamespace = before.equals(".") ? namespace : before;
        return Optional.of(new ObjectKey(Kind.GATEWAY, inNamespace, name.substring(slash + 1)));
    }
}
