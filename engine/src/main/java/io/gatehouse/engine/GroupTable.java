// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine;

import java.util.Comparator;

/// A route table of a group's proxies.
public record GroupTable(String group, String table) implements Comparable<GroupTable> {
    private static final Comparator<GroupTable> ORDER =
            Comparator.comparing(GroupTable::group).thenComparing(GroupTable::table);

    @Override
    public int compareTo(GroupTable other) {
        return ORDER.compare(this, other);
    }
}
