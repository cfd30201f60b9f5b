// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.engine.GroupPort;
import java.util.Comparator;

/// The first, second, third … server of a Gateway that could share the chain of a port. An index
/// has members, which are Gateways; this is how it counts servers.
record ShareSlot(GroupPort port, int ordinal) implements Comparable<ShareSlot> {
    private static final Comparator<ShareSlot> ORDER =
            Comparator.comparing(ShareSlot::port).thenComparingInt(ShareSlot::ordinal);

    @Override
    public int compareTo(ShareSlot other) {
        return ORDER.compare(this, other);
    }
}
