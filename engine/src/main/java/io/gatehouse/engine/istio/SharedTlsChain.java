// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.istio.Gateway.TlsMode;
import io.gatehouse.config.istio.Gateway.TlsProtocol;
import io.gatehouse.config.istio.Gateway.TlsSettings;
import io.gatehouse.engine.istio.GatewayServers.Placed;
import java.util.function.Predicate;

/// Gathers the HTTPS servers of a port that differ in hosts and certificate only into one chain,
/// where there are many: the proxy then asks for certificates by the name that the client gives,
/// and a server that comes or goes changes no listener. They share a route table, too.
///
/// Of one port only, because proxies ask by name alone: two ports could have two certificates.
final class SharedTlsChain {
    private static final String ANY = "*";

    private SharedTlsChain() {}

    static Placed sharing(Placed placed) {
        return placed.with(placed.server().sharing("https." + placed.port()));
    }

    /// The most specific chain takes a connection: names that a wildcard of another chain covers
    /// would never reach the shared one.
    ///
    /// @param wildcards whether a server with TLS of the same port has that one
    static boolean isShareable(PlannedServer server, Predicate<String> wildcards) {
        return plain(server)
                && server.hosts().stream().noneMatch(host -> covered(host.dns(), wildcards));
    }

    private static boolean covered(String dns, Predicate<String> wildcards) {
        if (dns.startsWith(ANY) || wildcards.test(ANY)) {
            return true;
        }
        for (int dot = dns.indexOf('.'); dot >= 0; dot = dns.indexOf('.', dot + 1)) {
            if (wildcards.test(ANY + dns.substring(dot))) {
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
