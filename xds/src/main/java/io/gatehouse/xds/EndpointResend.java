// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.xds;

import java.util.HashSet;
import java.util.Set;

/// Has endpoints sent after each change of their cluster. Envoy makes a new cluster of a changed
/// one, which waits for endpoints that it does not ask for again if it has them; until they come it
/// does not acknowledge the clusters either.
final class EndpointResend {
    private final ProxyState state;
    private final Set<String> whenAsked = new HashSet<>();

    EndpointResend(ProxyState state) {
        this.state = state;
    }

    void sent(Push push) {
        if (push.type() == ResourceType.CLUSTER) {
            push.resources().values().stream()
                    .filter(this::changes)
                    .forEach(cluster -> sent(cluster, push));
        }
    }

    private boolean changes(VersionedResource cluster) {
        Copy copy = state.type(ResourceType.CLUSTER).copies().get(cluster.name().name());
        return copy == null || !copy.is(cluster);
    }

    private void sent(VersionedResource cluster, Push push) {
        TypeView endpoints = state.type(ResourceType.ENDPOINT);
        for (ResourceName name : cluster.references()) {
            if (name.type() != ResourceType.ENDPOINT) {
                continue;
            }
            if (endpoints.subscribed(name.name())) {
                endpoints.owe(name.name(), push.since()).resend = true;
            } else {
                whenAsked.add(name.name());
            }
        }
    }

    /// Whether endpoints that the proxy asks for now are to be sent even if it has them: after a
    /// reconnect it tells of its clusters first.
    boolean isDue(ResourceType type, String name) {
        return type == ResourceType.ENDPOINT && whenAsked.remove(name);
    }
}
