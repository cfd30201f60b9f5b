// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.engine.Scenario;
import io.gatehouse.routing.ConnectionHandling.TcpForwarding;
import io.gatehouse.routing.ServerChain;
import io.gatehouse.routing.WeightedUpstream;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// Gateways, Services and VirtualServices in few words, and what comes of their servers.
final class Servers {
    private Servers() {}

    static String gateway(String name, String... servers) {
        return """
        apiVersion: networking.istio.io/v1
        kind: Gateway
        metadata: {name: %s, namespace: default}
        spec: {selector: {istio: ingressgateway}, servers: [%s]}
        """
                .formatted(name, String.join(", ", servers));
    }

    static String tcp(int port, String host) {
        return "{port: {number: %d, name: tcp-%d, protocol: TCP}, hosts: ['%s']}"
                .formatted(port, port, host);
    }

    static String http(int port, String host) {
        return "{port: {number: %d, name: http-%d, protocol: HTTP}, hosts: ['%s']}"
                .formatted(port, port, host);
    }

    /// Ends TLS with the Secret `cert`.
    static String ended(String protocol, int port, String name, String... hosts) {
        return "{port: {number: %d, name: %s, protocol: %s}, hosts: [%s], tls: {mode: SIMPLE, credentialName: cert}}"
                .formatted(port, name, protocol, quoted(hosts));
    }

    static String passthrough(int port, String name, String... hosts) {
        return "{port: {number: %d, name: %s, protocol: TLS}, hosts: [%s], tls: {mode: PASSTHROUGH}}"
                .formatted(port, name, quoted(hosts));
    }

    /// @param rules `tcp: …`, `tls: …` and `http: …`
    static String virtualService(String name, String gateway, String hosts, String rules) {
        return """
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {name: %s, namespace: default}
        spec:
          hosts: [%s]
          gateways: [%s]
        %s
        """
                .formatted(name, hosts, gateway, rules.strip().indent(2).stripTrailing());
    }

    /// All TCP connections of the Gateway `gw`, by the VirtualService `vs`.
    static String tcpTo(String service) {
        return tcpTo(service, "vs", "gw");
    }

    static String tcpTo(String service, String virtualService, String gateway) {
        return virtualService(virtualService, gateway, "'*'", "tcp: [{%s}]".formatted(to(service)));
    }

    static String to(String host) {
        return "route: [{destination: {host: %s}}]".formatted(host);
    }

    static String service(String name, int... ports) {
        return """
        apiVersion: v1
        kind: Service
        metadata: {name: %s, namespace: default}
        spec: {ports: [%s]}
        """
                .formatted(
                        name,
                        Arrays.stream(ports)
                                .mapToObj(port -> "{name: tcp-%d, port: %d}".formatted(port, port))
                                .collect(Collectors.joining(", ")));
    }

    /// Such as `passthrough.a.test [a.test] -> outbound|1||a.default.svc.cluster.local=1`.
    static List<String> chains(Scenario scenario, String port) {
        return scenario.port(port).chains().stream().map(Servers::described).toList();
    }

    static TcpForwarding forwarding(Scenario scenario, String port) {
        return (TcpForwarding) scenario.port(port).chains().getFirst().handling();
    }

    private static String described(ServerChain chain) {
        String names = chain.hello().map(hello -> " " + hello.serverNames()).orElse("");
        return chain.name()
                + names
                + (chain.handling() instanceof TcpForwarding tcp ? " -> " + upstreams(tcp) : "");
    }

    private static String upstreams(TcpForwarding tcp) {
        return tcp.upstreams().stream()
                .map((WeightedUpstream u) ->
                        u.upstream().replace(".default.svc.cluster.local", "") + "=" + u.weight())
                .collect(Collectors.joining(" "));
    }

    private static String quoted(String... hosts) {
        return Arrays.stream(hosts).collect(Collectors.joining("', '", "'", "'"));
    }
}
