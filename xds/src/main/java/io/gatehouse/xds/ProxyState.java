// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.xds;

import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;

/// Everything known about one proxy on one stream, by type in the order of sending.
final class ProxyState {
    private final Map<ResourceType, TypeView> types = new EnumMap<>(ResourceType.class);
    private final Lingering lingering = new Lingering();
    private final Refusals refusals;
    private ResourceSnapshot snapshot = ResourceSnapshot.UNKNOWN;

    ProxyState(Refusals refusals) {
        this.refusals = refusals;
        for (ResourceType type : ResourceType.values()) {
            types.put(type, new TypeView(type, lingering));
        }
    }

    Collection<TypeView> types() {
        return types.values();
    }

    TypeView type(ResourceType type) {
        TypeView view = types.get(type);
        if (view == null) {
            throw new IllegalStateException("every type has a view: " + type);
        }
        return view;
    }

    /// How much others may be waiting for.
    long open() {
        long open = 0;
        for (TypeView view : types()) {
            for (Owed owed : view.owed().values()) {
                if (owed.standing == Owed.Standing.OPEN) {
                    open++;
                }
            }
        }
        return open;
    }

    /// Gives up memory of what the proxy has in common with others.
    void share() {
        if (lingering.isEmpty()) {
            types().forEach(view -> view.share(snapshot.all(view.type())));
        }
    }

    /// Whether the proxy has anything from an earlier stream.
    boolean continued() {
        return types().stream().anyMatch(TypeView::continued);
    }

    boolean has(ResourceName name) {
        return type(name.type()).has(name.name());
    }

    /// Whether the proxy has something of the current version that names that resource.
    boolean isNamed(ResourceName name) {
        return snapshot.users(name).stream().anyMatch(this::hasCurrent);
    }

    private boolean hasCurrent(ResourceName name) {
        Copy copy = type(name.type()).copies().get(name.name());
        return copy != null && has(name) && snapshot.find(name).filter(copy::is).isPresent();
    }

    Lingering lingering() {
        return lingering;
    }

    Refusals refusals() {
        return refusals;
    }

    ResourceSnapshot snapshot() {
        return snapshot;
    }

    void adopt(ResourceSnapshot newer) {
        snapshot = newer;
    }
}
