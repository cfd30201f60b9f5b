// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine;

import io.gatehouse.routing.ServerPort;
import io.gatehouse.routing.Transport;
import java.util.Comparator;
import java.util.List;

/// A socket of a group's proxies.
public record GroupPort(String group, String bind, int port, Transport transport)
        implements Comparable<GroupPort> {
    private static final Comparator<GroupPort> ORDER =
            Comparator.comparing(GroupPort::group)
                    .thenComparing(GroupPort::bind)
                    .thenComparingInt(GroupPort::port)
                    .thenComparing(GroupPort::transport);

    /// That of the listener.
    public String name() {
        return new ServerPort(bind, port, transport, false, List.of()).name();
    }

    /// Where the same address is asked over QUIC.
    public GroupPort overQuic(int udpPort) {
        return new GroupPort(group, bind, udpPort, Transport.QUIC);
    }

    @Override
    public int compareTo(GroupPort other) {
        return ORDER.compare(this, other);
    }
}
