// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.FieldPath;
import io.gatehouse.config.Finding;
import io.gatehouse.config.FindingCode;
import io.gatehouse.config.istio.Gateway;
import io.gatehouse.config.istio.Gateway.Server;
import io.gatehouse.config.istio.Gateway.TlsSettings;
import io.gatehouse.engine.GroupPort;
import io.gatehouse.engine.ProxyGroup;
import io.gatehouse.routing.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The servers of one Gateway by themselves, before they meet those of others on the ports of the
/// proxy.
record GatewayServers(List<Placed> servers, List<Finding> findings) {
    GatewayServers {
        servers = List.copyOf(servers);
        findings = List.copyOf(findings);
    }

    /// A server where it asks to be.
    record Placed(String bind, int port, PlannedServer server) {
        GroupPort at(String group) {
            return new GroupPort(group, bind, port, Transport.TCP);
        }

        Placed with(PlannedServer other) {
            return new Placed(bind, port, other);
        }
    }

    static GatewayServers of(ProxyGroup group, Gateway gateway, PortResolution portResolution) {
        Reader reader = new Reader(group, gateway, portResolution);
        for (int index = 0; index < gateway.spec().servers().size(); index++) {
            Server server = gateway.spec().servers().get(index);
            int place = index;
            server.port().ifPresent(port -> reader.add(place, server, port));
        }
        return new GatewayServers(reader.servers, reader.findings);
    }

    private static final class Reader {
        private final ProxyGroup group;
        private final Gateway gateway;
        private final PortResolution portResolution;
        private final List<Placed> servers = new ArrayList<>();
        private final List<Finding> findings = new ArrayList<>();

        Reader(ProxyGroup group, Gateway gateway, PortResolution portResolution) {
            this.group = group;
            this.gateway = gateway;
            this.portResolution = portResolution;
        }

        void add(int index, Server server, Gateway.Port port) {
            FieldPath field = FieldPath.of("spec.servers").index(index);
            Optional<ServerKind> kind = ServerKind.of(server);
            if (kind.isEmpty()) {
                findings.add(unknown(port, field));
                return;
            }
            ListenAddress address = ListenAddress.of(server, group);
            if (!address.unix()) {
                portResolution
                        .problem(port.number())
                        .ifPresent(problem ->
                                findings.add(
                                        Finding.of(
                                                FindingCode.PORT_NOT_ON_SERVICE,
                                                gateway.key(),
                                                field.field("port").field("number"),
                                                problem)));
            }
            int listenPort = address.unix() ? 0 : portResolution.listenPort(port.number());
            place(
                    new Placed(
                            address.bind(),
                            listenPort,
                            planned(index, server, port, kind.get(), listenPort, address)));
        }

        /// The chain of a server with TLS is called like its port, and is its own.
        private void place(Placed placed) {
            PlannedServer server = placed.server();
            Optional<PlannedServer> namesake =
                    servers.stream()
                            .map(Placed::server)
                            .filter(other -> server.kind().tls() && other.kind().tls())
                            .filter(other -> other.routeTable().equals(server.routeTable()))
                            .findFirst();
            if (namesake.isPresent()) {
                findings.add(
                        Finding.of(
                                FindingCode.SERVER_CONFLICT,
                                gateway.key(),
                                server.field(),
                                "the server is ignored: its port has the same number and name as that of %s; rename the port"
                                        .formatted(namesake.get().described())));
            } else {
                servers.add(placed);
            }
        }

        private PlannedServer planned(
                int index,
                Server server,
                Gateway.Port port,
                ServerKind kind,
                int listenPort,
                ListenAddress address) {
            return new PlannedServer(
                    gateway.key(),
                    index,
                    port.number(),
                    server.name(),
                    kind,
                    port.protocol().equalsIgnoreCase("MONGO"),
                    server.hosts().stream()
                            .map(host -> ServerHost.parse(host, gateway.metadata().namespace()))
                            .toList(),
                    table(port, kind, listenPort, address),
                    kind == ServerKind.HTTP
                            && server.tls().map(TlsSettings::httpsRedirect).orElse(false),
                    port.protocol().equalsIgnoreCase("GRPC-WEB"),
                    server.tls().filter(_ -> kind.endsTls()),
                    kind == ServerKind.HTTPS && !address.unix()
                            ? portResolution.http3Port(port.number())
                            : Optional.empty(),
                    false);
        }

        /// Istio's names of route configurations; what is not HTTP has one of the same form.
        private String table(
                Gateway.Port port, ServerKind kind, int listenPort, ListenAddress address) {
            return switch (kind) {
                case HTTP -> "http." + listenPort + address.suffix();
                case TCP -> "tcp." + listenPort + address.suffix();
                case HTTPS, TLS_TO_TCP, PASSTHROUGH, AUTO_PASSTHROUGH ->
                        "%s.%d.%s.%s.%s%s"
                                .formatted(
                                        kind == ServerKind.HTTPS ? "https" : "tls",
                                        port.number(),
                                        port.name(),
                                        gateway.metadata().name(),
                                        gateway.metadata().namespace(),
                                        address.suffix());
            };
        }

        private Finding unknown(Gateway.Port port, FieldPath field) {
            return Finding.of(
                    FindingCode.SERVER_UNSERVABLE,
                    gateway.key(),
                    field.field("port").field("protocol"),
                    "the server is left out: found protocol \"%s\" and no tls that goes with it"
                            .formatted(port.protocol()));
        }
    }
}
