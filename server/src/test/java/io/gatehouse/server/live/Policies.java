// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.server.LiveChange;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// AuthorizationPolicies of a gateway's own namespace.
final class Policies {
    private final LiveGateway gateway;
    private final Set<String> names = new TreeSet<>();

    Policies(LiveGateway gateway) {
        this.gateway = gateway;
    }

    /// For the gateway.
    ///
    /// @param spec in flow style
    static String yaml(String name, String annotations, String spec) {
        return """
        apiVersion: security.istio.io/v1
        kind: AuthorizationPolicy
        metadata: {name: %s, namespace: istio-system, annotations: {%s}}
        spec: %s
        """
                .formatted(name, annotations, spec.strip().indent(2).strip());
    }

    LiveChange apply(String name, String spec) {
        return apply(name, "", spec);
    }

    LiveChange applyRehearsed(String name, String spec) {
        return apply(name, "istio.io/dry-run: \"true\"", spec);
    }

    private LiveChange apply(String name, String annotations, String spec) {
        names.add(name);
        return gateway.apply(yaml(name, annotations, spec));
    }

    LiveChange delete(String... gone) {
        names.removeAll(List.of(gone));
        return gateway.change(List.of(), List.of(gone).stream().map(Policies::key).toList());
    }

    void clear() {
        if (!names.isEmpty()) {
            delete(names.toArray(String[]::new));
        }
    }

    private static ObjectKey key(String name) {
        return new ObjectKey(Kind.AUTHORIZATION_POLICY, "istio-system", name);
    }
}
