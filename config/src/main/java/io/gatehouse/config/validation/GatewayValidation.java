// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import io.gatehouse.config.Finding;
import io.gatehouse.config.istio.Gateway;
import io.gatehouse.config.istio.Gateway.Port;
import io.gatehouse.config.istio.Gateway.Server;
import io.gatehouse.config.istio.Gateway.TlsMode;
import io.gatehouse.config.istio.Gateway.TlsSettings;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Istio's rules for a Gateway.
final class GatewayValidation {
    private static final String UNIX = "unix://";

    private GatewayValidation() {}

    static List<Finding> validate(Gateway gateway) {
        Scope scope = Scope.of(gateway);
        if (!HostNames.isLabel(gateway.metadata().name())) {
            scope.field("metadata")
                    .field("name")
                    .invalid(
                            "found %s (expected for a Gateway: %s)"
                                    .formatted(
                                            Scope.quote(gateway.metadata().name()),
                                            HostNames.LABEL_RULE));
        }
        Scope servers = scope.field("spec").field("servers");
        if (gateway.spec().servers().isEmpty()) {
            servers.missing("a Gateway must have at least one server");
        }
        servers.each(gateway.spec().servers(), GatewayValidation::server);
        portNames(servers, gateway.spec().servers());
        return scope.findings();
    }

    private static void portNames(Scope scope, List<Server> servers) {
        Set<String> names = new HashSet<>();
        scope.each(
                servers,
                (server, value) ->
                        value.port()
                                .map(Port::name)
                                .filter(name -> !name.isEmpty() && !names.add(name))
                                .ifPresent(name ->
                                        server.field("port")
                                                .field("name")
                                                .invalid(
                                                        "found %s, which another server has"
                                                                        .formatted(
                                                                                Scope.quote(name))
                                                                + " (expected: names that differ)")));
    }

    private static void server(Scope scope, Server server) {
        if (server.hosts().isEmpty()) {
            scope.field("hosts").missing("a server must have at least one host; \"*\" means all");
        }
        scope.field("hosts").each(server.hosts(), GatewayValidation::host);
        bind(scope.field("bind"), server);
        if (!server.defaultEndpoint().isEmpty()) {
            scope.field("defaultEndpoint").noEffect("Istio's gateways do not read this field");
        }
        Optional<ServerProtocol> protocol =
                server.port().flatMap(port -> port(scope.field("port"), port, server.bind()));
        if (server.port().isEmpty()) {
            scope.field("port").missing("a server must have a port with number, name and protocol");
        }
        boolean plainHttp = protocol.filter(ServerProtocol::plainHttp).isPresent();
        server.tls()
                .ifPresent(
                        tls -> TlsSettingsValidation.validate(scope.field("tls"), tls, plainHttp));
        protocol.ifPresent(p -> tlsOfProtocol(scope.field("tls"), p, server));
    }

    private static Optional<ServerProtocol> port(Scope scope, Port port, String bind) {
        if (port.number() != 0 || !bind.startsWith(UNIX)) {
            Values.port(scope.field("number"), port.number());
        }
        if (port.name().isEmpty()) {
            scope.field("name").missing("a server's port must have a name");
        }
        if (port.targetPort() != 0) {
            scope.field("targetPort")
                    .invalid(
                            "found %d; targetPort has no effect on Gateways (expected: none)"
                                    .formatted(port.targetPort()));
        }
        Optional<ServerProtocol> protocol = ServerProtocol.of(port.protocol());
        if (port.protocol().isEmpty()) {
            scope.field("protocol")
                    .missing("a server's port must have one of " + ServerProtocol.allowed());
        } else if (protocol.isEmpty()) {
            scope.field("protocol")
                    .invalid(
                            "found %s (expected: one of %s)"
                                    .formatted(
                                            Scope.quote(port.protocol()),
                                            ServerProtocol.allowed()));
        }
        protocol.filter(p -> !p.translated())
                .ifPresent(p -> scope.field("protocol").notSupportedYet(p.text()));
        return protocol;
    }

    private static void bind(Scope scope, Server server) {
        String bind = server.bind();
        if (bind.startsWith(UNIX)) {
            scope.notSupportedYet("a unix domain socket");
            String path = bind.substring(UNIX.length());
            boolean file = path.startsWith("/") && !path.endsWith("/");
            if (!file && !path.startsWith("@")) {
                scope.invalid(
                        "found %s (expected: unix:// and the absolute path of a socket)"
                                .formatted(Scope.quote(bind)));
            }
            if (server.port().map(Port::number).filter(n -> n != 0).isPresent()) {
                scope.invalid("found a unix domain socket and a port (expected: port number 0)");
            }
        } else if (!bind.isEmpty() && !HostNames.isAddress(bind)) {
            scope.invalid("found %s (expected: an IP address)".formatted(Scope.quote(bind)));
        }
    }

    private static void host(Scope scope, String host) {
        int slash = host.indexOf('/');
        String namespace = host.substring(0, Math.max(slash, 0));
        String name = host.substring(slash + 1);
        boolean validNamespace =
                slash < 0
                        || namespace.equals("*")
                        || namespace.equals(".")
                        || HostNames.isLabel(namespace);
        if (!validNamespace) {
            scope.invalid(
                    "found the namespace %s (expected: a namespace, \".\" or \"*\" before the /)"
                            .formatted(Scope.quote(namespace)));
        }
        if (HostNames.isAddress(name)) {
            return;
        }
        Optional<String> problem = HostNames.wildcardProblem(name);
        if (problem.isPresent()) {
            scope.invalid(problem.get());
        } else if (!name.equals("*") && name.indexOf('.') < 0) {
            scope.invalid(
                    "found %s (expected: a full DNS name, with at least one dot, or \"*\")"
                            .formatted(Scope.quote(name)));
        }
    }

    private static void tlsOfProtocol(Scope scope, ServerProtocol protocol, Server server) {
        TlsSettings tls = server.tls().orElse(null);
        if (protocol.tls()) {
            if (tls == null) {
                scope.missing("a server with protocol " + protocol.text() + " must have tls");
            } else if (tls.httpsRedirect()) {
                scope.field("httpsRedirect")
                        .doubtful(
                                "found true on a server with protocol %s (expected: on HTTP servers)"
                                        .formatted(protocol.text()));
            }
        } else if (tls != null && !onlyRedirects(tls)) {
            scope.invalid(
                    protocol.plainHttp()
                            ? "found TLS settings on a server with protocol %s (expected: only httpsRedirect, or protocol HTTPS)"
                                    .formatted(protocol.text())
                            : "found TLS settings on a server with protocol %s (expected: none, or protocol TLS)"
                                    .formatted(protocol.text()));
        } else if (tls != null && !protocol.plainHttp()) {
            scope.invalid(
                    "found TLS settings on a server with protocol %s (expected: none, or protocol TLS)"
                            .formatted(protocol.text()));
        }
    }

    /// Whether nothing says how to end TLS; a mode that is not given is `PASSTHROUGH`.
    private static boolean onlyRedirects(TlsSettings tls) {
        return (tls.mode() == TlsMode.PASSTHROUGH || tls.mode() == TlsMode.AUTO_PASSTHROUGH)
                && tls.serverCertificate().isEmpty()
                && tls.privateKey().isEmpty()
                && tls.caCertificates().isEmpty();
    }
}
