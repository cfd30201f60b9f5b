// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine;

import java.util.Comparator;

/// An upstream that some route of the group's proxies names.
public record GroupUpstream(String group, String upstream) implements Comparable<GroupUpstream> {
    private static final Comparator<GroupUpstream> ORDER =
            Comparator.comparing(GroupUpstream::group).thenComparing(GroupUpstream::upstream);

    @Override
    public int compareTo(GroupUpstream other) {
        return ORDER.compare(this, other);
    }
}
