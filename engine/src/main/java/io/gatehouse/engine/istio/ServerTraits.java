// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.engine.GroupPort;
import io.gatehouse.engine.GroupTable;
import java.util.Comparator;
import java.util.Optional;

/// What a port and a route table have to know of a server. Those of ten thousand servers that share
/// a table are often the same, so that one more is no news.
///
/// @param table where its hosts' routes are; of what is not HTTP, the name of its chain
record ServerTraits(
        GroupPort port,
        String table,
        ServerKind kind,
        int servicePort,
        boolean grpcWeb,
        Optional<Integer> http3Port,
        boolean shared)
        implements Comparable<ServerTraits> {
    private static final Comparator<ServerTraits> ORDER =
            Comparator.comparing(ServerTraits::port)
                    .thenComparing(ServerTraits::table)
                    .thenComparing(ServerTraits::kind)
                    .thenComparingInt(ServerTraits::servicePort)
                    .thenComparing(ServerTraits::grpcWeb)
                    .thenComparingInt(traits -> traits.http3Port.orElse(0))
                    .thenComparing(ServerTraits::shared);

    static ServerTraits of(String group, GatewayServers.Placed placed) {
        PlannedServer server = placed.server();
        return new ServerTraits(
                placed.at(group),
                server.routeTable(),
                server.kind(),
                server.servicePort(),
                server.grpcWeb(),
                server.http3Port(),
                server.shared());
    }

    GroupTable tableKey() {
        return new GroupTable(port.group(), table);
    }

    /// Whether servers of several Gateways are one chain.
    boolean joint() {
        return shared || kind == ServerKind.HTTP;
    }

    @Override
    public int compareTo(ServerTraits other) {
        return ORDER.compare(this, other);
    }
}
