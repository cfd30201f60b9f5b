// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A Service under a policy of its own, which the gateway serves as the host NAME.example.com.
///
/// @param name of the Service; its port is 80
/// @param portName tells the protocol, as in Kubernetes
/// @param policy the `trafficPolicy`; empty for none
/// @param route what the rule has beside its destination, such as `timeout: 5s`
/// @param ports of the backends on loopback, one endpoint each
record PolicyCase(String name, String portName, String policy, String route, List<Integer> ports) {
    PolicyCase {
        ports = List.copyOf(ports);
    }

    /// For HTTP/1.1.
    static PolicyCase of(String name, String policy, Integer... ports) {
        return new PolicyCase(name, "http", policy, "", List.of(ports));
    }

    /// The same with more in the rule.
    PolicyCase route(String other) {
        return new PolicyCase(name, portName, policy, other, ports);
    }

    /// The same with another name of the port.
    PolicyCase portName(String other) {
        return new PolicyCase(name, other, policy, route, ports);
    }

    static String host(String name) {
        return name + ".example.com";
    }

    /// Envoy's name for it.
    static String cluster(String name) {
        return "outbound|80||%s.default.svc.cluster.local".formatted(name);
    }

    String yaml() {
        String rule = "- route: [{destination: {host: %s}}]\n".formatted(name);
        return String.join(
                "\n---\n",
                Yaml.virtualService(name, host(name), route.isEmpty() ? rule : rule + "  " + route),
                service(),
                destinationRule());
    }

    private String service() {
        String endpoints =
                IntStream.range(0, ports.size())
                        .mapToObj(i ->
                                """
                                ---
                                apiVersion: discovery.k8s.io/v1
                                kind: EndpointSlice
                                metadata: {name: %s-%d, namespace: default, labels: {kubernetes.io/service-name: %s}}
                                addressType: IPv4
                                ports: [{name: %s, port: %d}]
                                endpoints: [{addresses: ["127.0.0.1"], conditions: {ready: true}}]
                                """
                                        .formatted(name, i, name, portName, ports.get(i)))
                        .collect(Collectors.joining());
        return """
        apiVersion: v1
        kind: Service
        metadata: {name: %s, namespace: default}
        spec: {ports: [{name: %s, port: 80}]}
        """
                        .formatted(name, portName)
                + endpoints;
    }

    private String destinationRule() {
        return policy.isEmpty()
                ? ""
                : """
                apiVersion: networking.istio.io/v1
                kind: DestinationRule
                metadata: {name: %s, namespace: default}
                spec: {host: %s, trafficPolicy: %s}
                """
                        .formatted(name, name, policy);
    }
}
