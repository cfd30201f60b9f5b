// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.xds;

import java.util.Comparator;

/// Names one resource. Sorted by type, then name.
public record ResourceName(ResourceType type, String name) implements Comparable<ResourceName> {
    private static final Comparator<ResourceName> ORDER =
            Comparator.comparing(ResourceName::type).thenComparing(ResourceName::name);

    @Override
    public int compareTo(ResourceName other) {
        return ORDER.compare(this, other);
    }

    /// Such as `CLUSTER outbound|80||shop.default.svc.cluster.local`.
    @Override
    public String toString() {
        return type + " " + name;
    }
}
