// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.istio.Gateway.TlsSettings;
import java.util.List;
import java.util.Optional;

/// A server of a Gateway that has won its place on a port of the proxy.
///
/// @param index its place in the Gateway's `servers`
/// @param servicePort the number that the Gateway gives, which conditions and redirects mean
/// @param routeTable where its hosts' routes are
/// @param grpcWeb whether its protocol is `GRPC-WEB`
/// @param tls present if it ends TLS
record PlannedServer(
        ObjectKey gateway,
        int index,
        int servicePort,
        String name,
        List<ServerHost> hosts,
        String routeTable,
        boolean httpsRedirect,
        boolean grpcWeb,
        Optional<TlsSettings> tls) {
    PlannedServer {
        hosts = List.copyOf(hosts);
    }

    /// The names to match against a client's TLS hello; empty when one of the hosts is `*`.
    List<String> serverNames() {
        List<String> names = hosts.stream().map(ServerHost::dns).distinct().sorted().toList();
        return names.contains("*") ? List.of() : names;
    }
}
