// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.FieldPath;
import io.gatehouse.config.Finding;
import io.gatehouse.config.FindingCode;
import io.gatehouse.engine.istio.GatewayServers.Placed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Puts the servers of a Gateway on the proxy's ports, by Istio's merge rules. Where two cannot
/// both have their way the older Gateway wins, and the loser is told. A host belongs to the first
/// server with TLS that has it.
final class ServerMerge {
    private static final Comparator<Placed> BY_PORT =
            Comparator.comparingInt(Placed::port).thenComparing(Placed::bind);

    private final Rivals rivals;
    private final List<Placed> servers = new ArrayList<>();
    private final List<Finding> findings;

    /// The servers that some server meets, whichever Gateways they are of.
    interface Rivals {
        /// Who decides about its port; absent where all servers agree.
        Optional<PortLead> lead(Placed server);

        /// Who has one of its hosts.
        PlannedServer owner(Placed server, ServerHost host);
    }

    private ServerMerge(GatewayServers gateway, Rivals rivals) {
        this.rivals = rivals;
        findings = new ArrayList<>(gateway.findings());
    }

    static GatewayPlan merge(GatewayServers gateway, Rivals rivals) {
        ServerMerge merge = new ServerMerge(gateway, rivals);
        gateway.servers().stream().sorted(BY_PORT).forEach(merge::add);
        return new GatewayPlan(merge.servers, merge.findings);
    }

    private void add(Placed placed) {
        PlannedServer server = placed.server();
        Optional<PlannedServer> winner = rivals.lead(placed).flatMap(lead -> lead.against(server));
        if (winner.isPresent()) {
            tell(
                    server,
                    server.field(),
                    "the server is ignored: port %d already speaks %s for %s; use another port"
                            .formatted(
                                    server.servicePort(),
                                    plain(winner.get()),
                                    winner.get().described()));
        } else if (server.kind().tls()) {
            addByHost(placed);
        } else {
            servers.add(placed);
        }
    }

    private void addByHost(Placed placed) {
        PlannedServer server = placed.server();
        List<ServerHost> own = new ArrayList<>();
        for (int i = 0; i < server.hosts().size(); i++) {
            ServerHost host = server.hosts().get(i);
            PlannedServer owner = rivals.owner(placed, host);
            if (owner.isSameAs(server)) {
                own.add(host);
            } else {
                tell(
                        server,
                        server.field().field("hosts").index(i),
                        "host %s on port %d is already served by %s and stays there; remove it from one of them"
                                .formatted(host.dns(), server.servicePort(), owner.described()));
            }
        }
        if (!own.isEmpty()) {
            servers.add(placed.with(server.withHosts(own)));
        }
    }

    private void tell(PlannedServer server, FieldPath field, String message) {
        findings.add(Finding.of(FindingCode.SERVER_CONFLICT, server.gateway(), field, message));
    }

    private static String plain(PlannedServer server) {
        return server.kind() == ServerKind.HTTP ? "plain HTTP" : "plain TCP";
    }
}
