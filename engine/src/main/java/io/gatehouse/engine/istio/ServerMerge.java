// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.FieldPath;
import io.gatehouse.config.Finding;
import io.gatehouse.config.FindingCode;
import io.gatehouse.config.istio.Gateway;
import io.gatehouse.config.istio.Gateway.Server;
import io.gatehouse.config.istio.Gateway.TlsMode;
import io.gatehouse.config.istio.Gateway.TlsSettings;
import io.gatehouse.engine.Precedence;
import io.gatehouse.engine.ProxyGroup;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Puts the servers of all Gateways of a group on the proxy's ports, by Istio's merge rules. Where
/// two cannot both have their way the older Gateway wins, and the loser is told.
final class ServerMerge {
    private static final Set<String> PLAIN_HTTP = Set.of("HTTP", "HTTP2", "GRPC", "GRPC-WEB");

    private static final Set<TlsMode> ENDING_TLS =
            Set.of(TlsMode.SIMPLE, TlsMode.MUTUAL, TlsMode.OPTIONAL_MUTUAL, TlsMode.ISTIO_MUTUAL);

    private final ProxyGroup group;
    private final PortResolution portResolution;
    private final Map<String, PortMerge> ports = new TreeMap<>();
    private final List<Finding> findings = new ArrayList<>();

    private ServerMerge(ProxyGroup group, PortResolution portResolution) {
        this.group = group;
        this.portResolution = portResolution;
    }

    static ServerPlan merge(
            ProxyGroup group, Collection<Gateway> gateways, PortResolution portResolution) {
        ServerMerge merge = new ServerMerge(group, portResolution);
        gateways.stream().sorted(Precedence.OLDEST_FIRST).forEach(merge::add);
        return new ServerPlan(
                merge.ports.values().stream().map(PortMerge::planned).toList(), merge.findings);
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
        String protocol = port.protocol().toUpperCase(Locale.ROOT);
        Optional<TlsSettings> tls = server.tls().filter(_ -> protocol.equals("HTTPS"));
        boolean supported =
                PLAIN_HTTP.contains(protocol)
                        || tls.map(t -> ENDING_TLS.contains(t.mode())).orElse(false);
        if (!supported) {
            return;
        }
        if (!portResolution.onService(port.number())) {
            findings.add(portNotOnService(gateway, port, field));
        }
        int listenPort = portResolution.listenPort(port.number());
        boolean elsewhere = !server.bind().isEmpty() && !server.bind().equals(group.bind());
        String bind = elsewhere ? server.bind() : group.bind();
        String bindSuffix = elsewhere ? "." + server.bind() : "";
        String table =
                tls.isPresent()
                        ? "https.%d.%s.%s.%s%s"
                                .formatted(
                                        port.number(),
                                        port.name(),
                                        gateway.metadata().name(),
                                        gateway.metadata().namespace(),
                                        bindSuffix)
                        : "http." + listenPort + bindSuffix;
        PlannedServer planned =
                new PlannedServer(
                        gateway.key(),
                        index,
                        port.number(),
                        server.name(),
                        server.hosts().stream()
                                .map(host -> ServerHost.parse(host, gateway.metadata().namespace()))
                                .toList(),
                        table,
                        tls.isEmpty() && server.tls().map(TlsSettings::httpsRedirect).orElse(false),
                        protocol.equals("GRPC-WEB"),
                        tls);
        ports.computeIfAbsent(
                        "%05d %s".formatted(listenPort, bind), _ -> new PortMerge(bind, listenPort))
                .add(planned)
                .ifPresent(why ->
                        findings.add(
                                Finding.of(
                                        FindingCode.SERVER_CONFLICT, gateway.key(), field, why)));
    }

    private Finding portNotOnService(Gateway gateway, Gateway.Port port, FieldPath field) {
        return Finding.of(
                FindingCode.PORT_NOT_ON_SERVICE,
                gateway.key(),
                field.field("port").field("number"),
                ("port %d is on no Service that selects the gateway workload in namespace %s, so nothing outside"
                                + " reaches it; add it to the ports of that Service")
                        .formatted(port.number(), group.namespace()));
    }
}
