// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine;

import java.util.Comparator;

/// A host in a route table of a group's proxies: the unit in which routes are translated.
public record GroupHost(String group, String table, String domain)
        implements Comparable<GroupHost> {
    private static final Comparator<GroupHost> ORDER =
            Comparator.comparing(GroupHost::group)
                    .thenComparing(GroupHost::table)
                    .thenComparing(GroupHost::domain);

    @Override
    public int compareTo(GroupHost other) {
        return ORDER.compare(this, other);
    }
}
