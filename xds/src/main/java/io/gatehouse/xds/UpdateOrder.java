// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.xds;

import java.util.Optional;

/// Make before break, for one proxy: nothing that names a cluster is sent before the proxy has
/// acknowledged that cluster and its endpoints, and nothing is taken away while the proxy has
/// something that names it.
final class UpdateOrder {
    private final ProxyState state;
    private final Needs needs;

    UpdateOrder(ProxyState state, Needs needs) {
        this.state = state;
        this.needs = needs;
    }

    boolean mustWait(VersionedResource next) {
        if (next.name().type().compareTo(ResourceType.ENDPOINT) <= 0) {
            return false;
        }
        for (ResourceName reference : next.references()) {
            if (reference.type() == ResourceType.CLUSTER && !usable(reference)) {
                return true;
            }
        }
        return false;
    }

    /// A cluster that the proxy does not ask for, or that does not exist, is not waited for.
    private boolean usable(ResourceName cluster) {
        Optional<VersionedResource> current = state.snapshot().find(cluster);
        if (current.isEmpty() || !state.type(ResourceType.CLUSTER).subscribed(cluster.name())) {
            return true;
        }
        if (!confirmed(current.get())) {
            return false;
        }
        for (ResourceName reference : current.get().references()) {
            if (reference.type() == ResourceType.ENDPOINT) {
                Optional<VersionedResource> endpoints = state.snapshot().find(reference);
                if (endpoints.isPresent() && !confirmed(endpoints.get())) {
                    return false;
                }
            }
        }
        return true;
    }

    /// Some version is acknowledged and a newer one at least sent, which the proxy takes in order.
    private boolean confirmed(VersionedResource resource) {
        if (state.refusals().contains(resource)) {
            return true;
        }
        TypeView view = state.type(resource.name().type());
        String name = resource.name().name();
        return view.has(name) && !view.owed().containsKey(name);
    }

    boolean inUse(ResourceName leaving) {
        for (ResourceName user : state.snapshot().users(leaving)) {
            if (state.has(user)) {
                return true;
            }
        }
        for (TypeView users : state.types()) {
            if (users.type().canName(leaving.type()) && users.outdatedNames(leaving)) {
                return true;
            }
        }
        return broughtAlong(leaving) && !allUsersKnown();
    }

    private boolean broughtAlong(ResourceName name) {
        Copy copy = state.type(name.type()).copies().get(name.name());
        return copy != null && copy.resource() == null;
    }

    /// After a reconnect the proxy tells type by type what it has: until it has told all, something
    /// may name what it brought along.
    private boolean allUsersKnown() {
        return needs.none()
                && state.type(ResourceType.CLUSTER).asked()
                && state.type(ResourceType.LISTENER).asked();
    }
}
