// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config;

import java.util.Comparator;

/// Names one object. `namespace` is empty for kinds that have none. Sorted by kind, namespace,
/// name.
public record ObjectKey(Kind kind, String namespace, String name) implements Comparable<ObjectKey> {
    private static final Comparator<ObjectKey> ORDER =
            Comparator.comparing(ObjectKey::kind)
                    .thenComparing(ObjectKey::namespace)
                    .thenComparing(ObjectKey::name);

    @Override
    public int compareTo(ObjectKey other) {
        return ORDER.compare(this, other);
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
