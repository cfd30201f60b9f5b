// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.FieldPath;
import io.gatehouse.config.Finding;
import io.gatehouse.config.FindingCode;
import io.gatehouse.config.istio.Gateway;
import io.gatehouse.config.istio.Gateway.Server;
import io.gatehouse.config.istio.Gateway.TlsSettings;
import io.gatehouse.engine.Precedence;
import io.gatehouse.engine.ProxyGroup;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Puts the servers of all Gateways of a group on the proxy's ports, by Istio's merge rules. Where
/// two cannot both have their way the older Gateway wins, and the loser is told.
final class ServerMerge {
    private final ProxyGroup group;
    private final PortResolution portResolution;
    private final Map<String, PortMerge> ports = new TreeMap<>();
    private final List<Finding> findings = new ArrayList<>();

    private ServerMerge(ProxyGroup group, PortResolution portResolution) {
        this.group = group;
        this.portResolution = portResolution;
    }

    /// @param sharedFrom how many servers share a chain at least
    static ServerPlan merge(
            ProxyGroup group,
            Collection<Gateway> gateways,
            PortResolution portResolution,
            int sharedFrom) {
        ServerMerge merge = new ServerMerge(group, portResolution);
        gateways.stream().sorted(Precedence.OLDEST_FIRST).forEach(merge::add);
        merge.ports.values().forEach(port -> merge.findings.addAll(port.findings()));
        return new ServerPlan(
                SharedTlsChain.gather(
                        merge.ports.values().stream().map(PortMerge::planned).toList(), sharedFrom),
                merge.findings);
    }

    private void add(Gateway gateway) {
        for (int index = 0; index < gateway.spec().servers().size(); index++) {
            Server server = gateway.spec().servers().get(index);
            int place = index;
            server.port().ifPresent(port -> add(gateway, place, server, port));
        }
    }

    private void add(Gateway gateway, int index, Server server, Gateway.Port port) {
        FieldPath field = FieldPath.of("spec.servers").index(index);
        Optional<ServerKind> kind = ServerKind.of(server);
        if (kind.isEmpty()) {
            findings.add(unknown(gateway, port, field));
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
        PlannedServer planned =
                planned(gateway, index, server, port, kind.get(), listenPort, address);
        ports.computeIfAbsent(
                        "%05d %s".formatted(listenPort, address.bind()),
                        _ -> new PortMerge(address.bind(), listenPort))
                .add(planned);
    }

    private PlannedServer planned(
            Gateway gateway,
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
                table(gateway, port, kind, listenPort, address),
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
    private static String table(
            Gateway gateway,
            Gateway.Port port,
            ServerKind kind,
            int listenPort,
            ListenAddress address) {
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

    private static Finding unknown(Gateway gateway, Gateway.Port port, FieldPath field) {
        return Finding.of(
                FindingCode.SERVER_UNSERVABLE,
                gateway.key(),
                field.field("port").field("protocol"),
                "the server is left out: found protocol \"%s\" and no tls that goes with it"
                        .formatted(port.protocol()));
    }
}
