// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The objects that most tests start from.
final class Yaml {
    static final String HOST = "shop.example.com";

    /// Port 80 for any host.
    static final String GATEWAY =
            """
            apiVersion: networking.istio.io/v1
            kind: Gateway
            metadata: {name: gw, namespace: default}
            spec:
              selector: {istio: ingressgateway}
              servers:
              - port: {number: 80, name: http, protocol: HTTP}
                hosts: ["*"]
            """;

    private Yaml() {}

    /// Port 8000 without HTTP, of a Gateway of its own.
    static String tcpTo(String gateway, String service) {
        return """
        apiVersion: networking.istio.io/v1
        kind: Gateway
        metadata: {name: %1$s, namespace: default}
        spec:
          selector: {istio: ingressgateway}
          servers:
          - port: {number: 8000, name: tcp, protocol: TCP}
            hosts: ["*"]
        ---
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {name: raw, namespace: default}
        spec:
          hosts: ["*"]
          gateways: [%1$s]
          tcp: [{route: [{destination: {host: %2$s}}]}]
        """
                .formatted(gateway, service);
    }

    /// A VirtualService of the Gateway `gw`.
    ///
    /// @param rules `spec.http`
    static String virtualService(String name, String host, String rules) {
        return """
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {name: %s, namespace: default}
        spec:
          hosts: ["%s"]
          gateways: [gw]
          http:
        %s
        """
                .formatted(name, host, rules.strip().indent(2).stripTrailing());
    }

    /// A Secret of the gateway's namespace. Its last lines are the data.
    static String secret(String name, Map<String, String> data) {
        return """
        apiVersion: v1
        kind: Secret
        metadata: {name: %s, namespace: istio-system}
        data:
        %s
        """
                .formatted(
                        name,
                        new TreeMap<>(data)
                                .entrySet().stream()
                                        .map(entry ->
                                                "  %s: %s"
                                                        .formatted(
                                                                entry.getKey(),
                                                                base64(entry.getValue())))
                                        .collect(Collectors.joining("\n")));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /// A DestinationRule for the Service `shop`.
    static String shopRule(String trafficPolicy) {
        return """
        apiVersion: networking.istio.io/v1
        kind: DestinationRule
        metadata: {name: shop, namespace: default}
        spec: {host: shop, trafficPolicy: %s}
        """
                .formatted(trafficPolicy);
    }

    /// The mesh's configuration.
    static String mesh(String text) {
        return """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: istio, namespace: istio-system}
        data: {mesh: '%s'}
        """
                .formatted(text);
    }

    /// The mesh's configuration, on several lines.
    static String meshLines(String text) {
        return """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: istio, namespace: istio-system}
        data:
          mesh: |
        %s
        """
                .formatted(text.strip().indent(4).stripTrailing());
    }

    /// `NAME.example.org`, port 80, at those endpoints.
    static String serviceEntry(String name, String endpoints) {
        return """
        apiVersion: networking.istio.io/v1
        kind: ServiceEntry
        metadata: {name: %1$s, namespace: default}
        spec:
          hosts: [%1$s.example.org]
          ports: [{number: 80, name: http, protocol: HTTP}]
          resolution: STATIC
          endpoints: [%2$s]
        """
                .formatted(name, endpoints);
    }

    /// All requests for a host to a Service.
    static String routeTo(String name, String host, String service) {
        return virtualService(
                name, host, "- route: [{destination: {host: %s}}]".formatted(service));
    }
}
