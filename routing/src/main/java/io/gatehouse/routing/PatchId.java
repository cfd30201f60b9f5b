// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

import java.util.Comparator;

/// Tells patches apart: the object `namespace/name` that a patch stands in, and its place there.
public record PatchId(String origin, int index) implements Comparable<PatchId> {
    private static final Comparator<PatchId> ORDER =
            Comparator.comparing(PatchId::origin).thenComparingInt(PatchId::index);

    @Override
    public int compareTo(PatchId other) {
        return ORDER.compare(this, other);
    }
}
