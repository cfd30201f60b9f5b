// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.xds;

/// Names one resource. Sorted by type, then name.
public record ResourceName(ResourceType type, String name) implements Comparable<ResourceName> {
    @Override
    public int compareTo(ResourceName other) {
        int order = type.compareTo(other.type);
        return order == 0 ? name.compareTo(other.name) : order;
    }

    /// Such as `CLUSTER outbound|80||shop.default.svc.cluster.local`.
    @Override
    public String toString() {
        return type + " " + name;
    }
}
