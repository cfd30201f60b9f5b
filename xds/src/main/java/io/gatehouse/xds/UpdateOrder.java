// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.xds;

import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Make before break, for one proxy: nothing that names a cluster is sent before the proxy has
/// acknowledged that cluster with its endpoints and secrets, and nothing is taken away while the
/// proxy has something that names it.
final class UpdateOrder {
    private static final Set<ResourceType> OF_TABLES =
            EnumSet.of(ResourceType.SCOPED_ROUTE, ResourceType.SECRET);

    private final ProxyState state;
    private final Set<ResourceType> told = EnumSet.noneOf(ResourceType.class);

    UpdateOrder(ProxyState state) {
        this.state = state;
    }

    boolean mustWait(VersionedResource next) {
        if (next.name().type().compareTo(ResourceType.ENDPOINT) <= 0) {
            return false;
        }
        for (ResourceName reference : next.references()) {
            if (reference.type() == ResourceType.CLUSTER && !usable(reference)) {
                return true;
            }
            if (next.name().type() == ResourceType.LISTENER && outdated(reference)) {
                return true;
            }
        }
        return false;
    }

    /// Routes and policies that the proxy asks for already, for another listener: it takes the new
    /// one into use with those that it has. Scopes it always asks for by a listener that names
    /// none.
    private boolean outdated(ResourceName named) {
        boolean asked =
                switch (named.type()) {
                    case SCOPED_ROUTE -> true;
                    case ROUTE, EXTENSION_CONFIG ->
                            state.type(named.type()).subscribed(named.name());
                    default -> false;
                };
        Optional<VersionedResource> current = state.snapshot().find(named);
        return asked
                && current.isPresent()
                && (!confirmed(current.get()) || someOfTableIsOwed(named));
    }

    /// Scopes usually travel together. Where one of them was refused, the others come in parts, and
    /// may be refused once more.
    private boolean someOfTableIsOwed(ResourceName routes) {
        if (routes.type() != ResourceType.SCOPED_ROUTE) {
            return false;
        }
        TypeView view = state.type(ResourceType.SCOPED_ROUTE);
        for (Map.Entry<String, Owed> owed : view.owed().entrySet()) {
            ResourceName scope = new ResourceName(ResourceType.SCOPED_ROUTE, owed.getKey());
            Optional<VersionedResource> next = state.snapshot().find(scope);
            if (owed.getValue().standing == Owed.Standing.OPEN
                    && next.isPresent()
                    && next.get().references().contains(routes)) {
                return true;
            }
        }
        return view.inFlight().stream()
                .flatMap(push -> push.resources().values().stream())
                .anyMatch(sent ->
                        sent.references().contains(routes)
                                && !view.copies().contains(sent.name().name()));
    }

    /// A cluster that the proxy does not ask for, that does not exist, or that is refused, is not
    /// waited for.
    private boolean usable(ResourceName cluster) {
        Optional<VersionedResource> current = state.snapshot().find(cluster);
        if (current.isEmpty() || !state.type(ResourceType.CLUSTER).subscribed(cluster.name())) {
            return true;
        }
        if (state.isRefused(current.get())) {
            return true;
        }
        if (!confirmed(current.get())) {
            return false;
        }
        for (ResourceName reference : current.get().references()) {
            if (reference.type() == ResourceType.ENDPOINT
                    || reference.type() == ResourceType.SECRET) {
                Optional<VersionedResource> part = state.snapshot().find(reference);
                if (part.isPresent() && !confirmed(part.get())) {
                    return false;
                }
            }
        }
        return true;
    }

    /// Some version is acknowledged and a newer one at least sent, which the proxy takes in order.
    private boolean confirmed(VersionedResource resource) {
        if (state.isRefused(resource)) {
            return true;
        }
        TypeView view = state.type(resource.name().type());
        String name = resource.name().name();
        return view.has(name) && !view.owed().containsKey(name);
    }

    boolean inUse(ResourceName leaving) {
        if (state.isNamed(leaving)) {
            return true;
        }
        for (TypeView users : state.types()) {
            if (users.type().canName(leaving.type()) && users.outdatedNames(leaving)) {
                return true;
            }
        }
        return state.continued() && !allUsersKnown(leaving.type());
    }

    /// Whether the proxy goes on using something that names it, because it refused what was to come
    /// instead.
    boolean isNamedInsteadOfRefused(ResourceName leaving) {
        for (TypeView users : state.types()) {
            if (users.type().canName(leaving.type()) && users.refusedLeave(leaving)) {
                return true;
            }
        }
        return false;
    }

    /// Whether only connections of a listener before still need it.
    boolean lingers(ResourceName leaving) {
        if (state.lingering().names(leaving)) {
            return true;
        }
        for (TypeView users : state.types()) {
            if (users.type().canName(leaving.type()) && users.lingeringNames(leaving)) {
                return true;
            }
        }
        return false;
    }

    /// Routes that the proxy still asks for; scopes, and certificates that are asked for by name,
    /// which leave together with all of their table, that is with a scope that they name. All of
    /// them for a listener that does without: its predecessor serves by them until the new one is
    /// ready, and the connections that it has to the end.
    boolean outlives(Copy copy) {
        VersionedResource resource = copy.resource();
        if (resource == null) {
            return false;
        }
        if (resource.name().type() == ResourceType.ROUTE) {
            return true;
        }
        if (!OF_TABLES.contains(resource.name().type())) {
            return false;
        }
        for (ResourceName reference : resource.references()) {
            if (reference.type() == ResourceType.SCOPED_ROUTE) {
                return state.snapshot().find(reference).isEmpty();
            }
        }
        return false;
    }

    /// After a reconnect the proxy tells type by type what it has: until it has told of all that
    /// its listeners name, something may name what it brought along.
    private boolean allUsersKnown(ResourceType leaving) {
        return switch (leaving) {
            case LISTENER -> true;
            case SCOPED_ROUTE -> isTold(ResourceType.LISTENER);
            default -> isTold(ResourceType.LISTENER) && isTold(ResourceType.SCOPED_ROUTE);
        };
    }

    private boolean isTold(ResourceType type) {
        if (!told.contains(type) && hasBeenAsked(type) && asksForAllNamed(type)) {
            told.add(type);
        }
        return told.contains(type);
    }

    private boolean hasBeenAsked(ResourceType type) {
        return state.type(type).asked()
                || (type == ResourceType.SCOPED_ROUTE && state.snapshot().all(type).isEmpty());
    }

    private boolean asksForAllNamed(ResourceType type) {
        return state.type(type).copies().allMatch(this::asksForAllNamed);
    }

    private boolean asksForAllNamed(VersionedResource by) {
        for (ResourceName named : by.references()) {
            if (!state.type(named.type()).subscribed(named.name())) {
                return false;
            }
        }
        return true;
    }
}
