// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.istio.Gateway.TlsMode;
import io.gatehouse.config.istio.Gateway.TlsProtocol;
import io.gatehouse.config.istio.Gateway.TlsSettings;
import io.gatehouse.engine.istio.ServerPlan.PlannedPort;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Gathers the HTTPS servers of a port that differ in hosts and certificate only into one chain,
/// where there are many: the proxy then asks for certificates by the name that the client gives,
/// and a server that comes or goes changes no listener. They share a route table, too.
///
/// Of one port only, because proxies ask by name alone: two ports could have two certificates.
final class SharedTlsChain {
    private static final String ANY = "*";

    private SharedTlsChain() {}

    /// @param from how many such servers a port has at least
    static List<PlannedPort> gather(List<PlannedPort> ports, int from) {
        for (int i = 0; i < ports.size(); i++) {
            PlannedPort port = ports.get(i);
            Set<String> wildcards = wildcards(port);
            if (port.servers().stream().filter(s -> shareable(s, wildcards)).count() >= from) {
                List<PlannedPort> gathered = new ArrayList<>(ports);
                gathered.set(i, gathered(port, wildcards));
                return gathered;
            }
        }
        return ports;
    }

    private static PlannedPort gathered(PlannedPort port, Set<String> wildcards) {
        String table = "https." + port.port();
        return new PlannedPort(
                port.bind(),
                port.port(),
                port.servers().stream()
                        .map(server ->
                                shareable(server, wildcards) ? server.sharing(table) : server)
                        .toList());
    }

    private static Set<String> wildcards(PlannedPort port) {
        return port.servers().stream()
                .filter(server -> server.kind().tls())
                .flatMap(server -> server.hosts().stream())
                .map(ServerHost::dns)
                .filter(host -> host.startsWith(ANY))
                .collect(Collectors.toSet());
    }

    /// The most specific chain takes a connection: names that a wildcard of another chain covers
    /// would never reach the shared one.
    private static boolean shareable(PlannedServer server, Set<String> wildcards) {
        return plain(server) && server.hosts().stream().noneMatch(host -> covered(host, wildcards));
    }

    private static boolean covered(ServerHost host, Set<String> wildcards) {
        String dns = host.dns();
        if (dns.startsWith(ANY) || wildcards.contains(ANY)) {
            return true;
        }
        for (int dot = dns.indexOf('.'); dot >= 0; dot = dns.indexOf('.', dot + 1)) {
            if (wildcards.contains(ANY + dns.substring(dot))) {
                return true;
            }
        }
        return false;
    }

    private static boolean plain(PlannedServer server) {
        return server.kind() == ServerKind.HTTPS
                && server.http3Port().isEmpty()
                && server.tls().filter(SharedTlsChain::plain).isPresent();
    }

    private static boolean plain(TlsSettings tls) {
        return tls.mode() == TlsMode.SIMPLE
                && tls.credentialNames().isEmpty()
                && !tls.credentialName().isEmpty()
                && tls.minProtocolVersion() == TlsProtocol.TLS_AUTO
                && tls.maxProtocolVersion() == TlsProtocol.TLS_AUTO
                && tls.cipherSuites().isEmpty()
                && tls.ecdhCurves().isEmpty();
    }
}
