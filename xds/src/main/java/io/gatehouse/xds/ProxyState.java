// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.xds;

import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Everything known about one proxy on one stream, by type in the order of sending.
final class ProxyState {
    private final Map<ResourceType, TypeView> types = new EnumMap<>(ResourceType.class);
    private final Lingering lingering = new Lingering();
    private final Refusals refusals;
    private final String node;
    private ResourceSnapshot snapshot = ResourceSnapshot.UNKNOWN;

    /// @param refusals of the proxy's group
    ProxyState(Refusals refusals, String node) {
        this.refusals = refusals;
        this.node = node;
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

    void accepted(VersionedResource resource) {
        refusals.accepted(resource);
    }

    /// @param accepted what the proxy has instead
    void refused(VersionedResource resource, @Nullable VersionedResource accepted) {
        refusals.refused(resource, node, accepted);
    }

    /// Whether the proxy is not to be sent it.
    boolean isRefused(VersionedResource resource) {
        return refusals.contains(resource, node);
    }

    /// What stands in for refused versions.
    Optional<VersionedResource> lastGood(ResourceName name) {
        return refusals.lastGood(name);
    }

    ResourceSnapshot snapshot() {
        return snapshot;
    }

    void adopt(ResourceSnapshot newer) {
        snapshot = newer;
    }
}
