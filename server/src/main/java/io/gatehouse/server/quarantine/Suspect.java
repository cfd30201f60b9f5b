// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.quarantine;

import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.istio.TrafficExtension;
import io.gatehouse.config.istio.WasmPlugin;
import io.gatehouse.xds.ResourceType;
import java.util.Comparator;
import java.util.Optional;

/// An object that a refused resource may have come of.
///
/// @param before its version that could be given to proxies instead; absent leaves it out
public record Suspect(ConfigObject object, Optional<ConfigObject> before) {
    /// A Wasm module is not simply left out: whoever is to be kept out by it must not be let in.
    ///
    /// @param version that it had before, if any
    public static Suspect of(ConfigObject object, Optional<ConfigObject> version) {
        return new Suspect(object, version.or(() -> withoutModule(object)));
    }

    private static Optional<ConfigObject> withoutModule(ConfigObject object) {
        return switch (object) {
            case WasmPlugin plugin -> Optional.of(plugin.withoutModule());
            case TrafficExtension extension when extension.spec().wasm().isPresent() ->
                    Optional.of(extension.withoutModule());
            default -> Optional.empty();
        };
    }

    /// What becomes of it when it is set aside.
    String fate() {
        if (before.isEmpty()) {
            return "it is left out until it changes";
        }
        return before.equals(withoutModule(object))
                ? "until it changes, its failStrategy decides, as for a module that cannot be fetched"
                : "its version before goes on being served until it changes";
    }

    ObjectKey key() {
        return object.key();
    }

    /// Without it, requests might be let in that it is to keep out.
    public boolean mayBeSetAside() {
        return before.isPresent()
                || (object.kind() != Kind.AUTHORIZATION_POLICY
                        && object.kind() != Kind.REQUEST_AUTHENTICATION
                        && object.kind() != Kind.HTTP_POLICY);
    }

    /// Where a resource is good without either of two objects, the one that builds on the other, or
    /// on more, is to blame: the latter comes first.
    static Comparator<Suspect> foundationsFirst(ResourceType refused) {
        boolean upstream = refused == ResourceType.CLUSTER || refused == ResourceType.ENDPOINT;
        return Comparator.comparingInt((Suspect s) -> rank(s.object.kind(), upstream))
                .thenComparing(Suspect::key);
    }

    private static int rank(Kind kind, boolean upstream) {
        return switch (kind) {
            case GATEWAY -> upstream ? 0 : 1;
            case VIRTUAL_SERVICE -> upstream ? 0 : 2;
            case SERVICE,
                    SERVICE_ENTRY,
                    WORKLOAD_ENTRY,
                    ENDPOINT_SLICE,
                    POD,
                    DEPLOYMENT,
                    NAMESPACE,
                    NODE,
                    CONFIG_MAP,
                    SECRET ->
                    upstream ? 1 : 0;
            default -> 2;
        };
    }
}
