// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config;

/// Names one object. `namespace` is empty for kinds that have none. Sorted by kind, namespace,
/// name.
public record ObjectKey(Kind kind, String namespace, String name) implements Comparable<ObjectKey> {
    /// By hand, as chained comparators take a twentieth of the processor time of a start with many
    /// objects.
    @Override
    public int compareTo(ObjectKey other) {
        int order = kind.compareTo(other.kind);
        if (order == 0) {
            order = namespace.compareTo(other.namespace);
        }
        return order == 0 ? name.compareTo(other.name) : order;
    }

    /// `namespace/name`, or the name alone where there is no namespace.
    public String qualifiedName() {
        return namespace.isEmpty() ? name : namespace + "/" + name;
    }

    /// Such as `VirtualService default/shop`.
    @Override
    public String toString() {
        return kind.kindName() + " " + qualifiedName();
    }
}
