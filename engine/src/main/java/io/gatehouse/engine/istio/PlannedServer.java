// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.FieldPath;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.istio.Gateway.TlsSettings;
import io.gatehouse.engine.GroupTable;
import java.util.List;
import java.util.Optional;

/// A server of a Gateway that has won its place on a port of the proxy.
///
/// @param index its place in the Gateway's `servers`
/// @param servicePort the number that the Gateway gives, which conditions and redirects mean
/// @param mongo whether its protocol is MongoDB's
/// @param grpcWeb whether its protocol is `GRPC-WEB`
/// @param hosts those that no other server of the port has taken
/// @param routeTable where its hosts' routes are; of what is not HTTP, the name of its chain
/// @param tls present if it ends TLS
/// @param http3Port where it may be asked over QUIC too
/// @param shared whether its chain and table are those of others, too: see [SharedTlsChain]
record PlannedServer(
        ObjectKey gateway,
        int index,
        int servicePort,
        String name,
        ServerKind kind,
        boolean mongo,
        List<ServerHost> hosts,
        String routeTable,
        boolean httpsRedirect,
        boolean grpcWeb,
        Optional<TlsSettings> tls,
        Optional<Integer> http3Port,
        boolean shared) {
    PlannedServer {
        hosts = List.copyOf(hosts);
    }

    PlannedServer withHosts(List<ServerHost> fewer) {
        return fewer.equals(hosts) ? this : with(fewer, routeTable, shared);
    }

    PlannedServer sharing(String table) {
        return with(hosts, table, true);
    }

    private PlannedServer with(List<ServerHost> hosts, String routeTable, boolean shared) {
        return new PlannedServer(
                gateway,
                index,
                servicePort,
                name,
                kind,
                mongo,
                hosts,
                routeTable,
                httpsRedirect,
                grpcWeb,
                tls,
                http3Port,
                shared);
    }

    GroupTable tableKey(String group) {
        return new GroupTable(group, routeTable);
    }

    /// Whether both are the same server of the same Gateway.
    boolean isSameAs(PlannedServer other) {
        return index == other.index && gateway.equals(other.gateway);
    }

    GroupServer of(String group) {
        return new GroupServer(group, gateway, index);
    }

    FieldPath field() {
        return FieldPath.of("spec.servers").index(index);
    }

    /// The names that its clients give in their TLS hello.
    List<String> names() {
        return hosts.stream().map(ServerHost::dns).distinct().sorted().toList();
    }

    /// The names to match against a client's TLS hello; empty when one of the hosts is `*`, and
    /// where nothing tells the servers of a chain apart.
    List<String> serverNames() {
        List<String> names = shared ? List.of() : names();
        return names.contains("*") ? List.of() : names;
    }

    /// For messages.
    String described() {
        return field() + " of " + gateway;
    }
}
