// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.xds;

import java.util.Map;
import java.util.TreeMap;

/// What resources that the proxy has name, and that it has not got yet: it will ask for them. Only
/// types that are asked for by name, and only what exists.
final class Needs {
    private final ProxyState state;
    private final Map<ResourceName, Long> missing = new TreeMap<>();

    Needs(ProxyState state) {
        this.state = state;
    }

    /// The proxy has this resource now, as part of that revision.
    void acknowledged(VersionedResource resource, long revision) {
        resource.references().forEach(name -> need(name, revision));
    }

    /// That resource has changed in that revision.
    void changed(ResourceName name, long revision) {
        if (!name.type().wildcard() && state.isNamed(name)) {
            need(name, revision);
        }
    }

    private void need(ResourceName name, long revision) {
        if (!name.type().wildcard() && isMissing(name)) {
            missing.putIfAbsent(name, revision);
        }
    }

    private boolean isMissing(ResourceName name) {
        return !state.has(name) && state.snapshot().find(name).isPresent();
    }

    /// Every missing resource with the oldest revision that is incomplete without it.
    Map<ResourceName, Long> current() {
        missing.keySet().removeIf(name -> !isMissing(name) || !state.isNamed(name));
        return missing;
    }
}
