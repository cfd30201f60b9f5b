// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine;

/// A host in a route table of a group's proxies: the unit in which routes are translated.
public record GroupHost(String group, String table, String domain)
        implements Comparable<GroupHost> {
    public GroupTable tableKey() {
        return new GroupTable(group, table);
    }

    /// Whether a request's host, in lower case and without a port, is this one or is not.
    public boolean exact() {
        return domain.indexOf('*') < 0 && domain.indexOf(':') < 0;
    }

    @Override
    public int compareTo(GroupHost other) {
        int order = group.compareTo(other.group);
        if (order == 0) {
            order = table.compareTo(other.table);
        }
        return order == 0 ? domain.compareTo(other.domain) : order;
    }
}
