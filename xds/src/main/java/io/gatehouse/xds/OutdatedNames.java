// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.xds;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What is named by copies of a proxy of which it has another version soon, or none. A copy of
/// unknown content names everything.
final class OutdatedNames {
    private final Set<ResourceName> names = new HashSet<>();
    private boolean everything;

    void add(@Nullable Copy copy) {
        if (copy == null) {
            return;
        }
        VersionedResource resource = copy.resource();
        if (resource == null) {
            everything = true;
        } else {
            add(resource);
        }
    }

    void add(VersionedResource resource) {
        names.addAll(resource.references());
    }

    boolean contains(ResourceName name) {
        return everything || names.contains(name);
    }
}
