// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What there is to translate.
public enum Size {
    /// 1,000 Gateways, each with HTTP and HTTPS for 3 hosts and a VirtualService of its own.
    GATEWAYS(1_000) {
        @Override
        List<String> objects(String certificate) {
            List<String> objects = backends();
            for (int i = 0; i < count; i++) {
                objects.add(gateway("gw" + i, "c" + i, hosts(i)));
                objects.add(secret("c" + i, certificate));
                objects.add(virtualService(i, "/"));
            }
            return objects;
        }

        @Override
        String virtualService(int i, String path) {
            return virtualService(i, "gw" + i, hosts(i), rule(i, path));
        }

        private String hosts(int i) {
            return IntStream.range(0, 3)
                    .mapToObj(j -> "h%d-%d.example.com".formatted(i, j))
                    .collect(Collectors.joining(", "));
        }
    },

    /// 1,000 VirtualServices with 6 paths each on one Gateway.
    PATHS(1_000) {
        @Override
        List<String> objects(String certificate) {
            return oneGateway();
        }

        @Override
        String virtualService(int i, String path) {
            String rules =
                    IntStream.range(0, 6)
                            .mapToObj(j -> rule(i, path + "p" + j))
                            .collect(Collectors.joining());
            return virtualService(i, "gw", "h%d.example.com".formatted(i), rules);
        }
    },

    /// 10,000 VirtualServices on one port.
    PORT(10_000) {
        @Override
        List<String> objects(String certificate) {
            return oneGateway();
        }

        @Override
        String virtualService(int i, String path) {
            return virtualService(i, "gw", "h%d.example.com".formatted(i), rule(i, path));
        }
    };

    private static final int BACKENDS = 1_000;

    final int count;

    Size(int count) {
        this.count = count;
    }

    /// As YAML.
    ///
    /// @param certificate the `data` of a TLS Secret
    abstract List<String> objects(String certificate);

    /// The i-th VirtualService, as YAML.
    abstract String virtualService(int i, String path);

    List<String> oneGateway() {
        List<String> objects = backends();
        objects.add(
                """
                apiVersion: networking.istio.io/v1
                kind: Gateway
                metadata: {name: gw, namespace: default}
                spec:
                  selector: {istio: ingressgateway}
                  servers:
                  - port: {number: 80, name: http, protocol: HTTP}
                    hosts: ["*"]
                """);
        for (int i = 0; i < count; i++) {
            objects.add(virtualService(i, "/"));
        }
        return objects;
    }

    static List<String> backends() {
        List<String> objects = new ArrayList<>();
        for (int i = 0; i < BACKENDS; i++) {
            objects.add(
                    """
                    apiVersion: v1
                    kind: Service
                    metadata: {name: s%1$d, namespace: default}
                    spec: {ports: [{name: http, port: 80}]}
                    ---
                    apiVersion: discovery.k8s.io/v1
                    kind: EndpointSlice
                    metadata:
                      name: s%1$d
                      namespace: default
                      labels: {kubernetes.io/service-name: s%1$d}
                    addressType: IPv4
                    ports: [{name: http, port: 8080}]
                    endpoints: [{addresses: [10.0.0.1]}, {addresses: [10.0.0.2]}]
                    """
                            .formatted(i));
        }
        return objects;
    }

    static String gateway(String name, String secret, String hosts) {
        return """
        apiVersion: networking.istio.io/v1
        kind: Gateway
        metadata: {name: %s, namespace: default}
        spec:
          selector: {istio: ingressgateway}
          servers:
          - port: {number: 80, name: http, protocol: HTTP}
            hosts: [%s]
          - port: {number: 443, name: https, protocol: HTTPS}
            hosts: [%s]
            tls: {mode: SIMPLE, credentialName: %s}
        """
                .formatted(name, hosts, hosts, secret);
    }

    static String secret(String name, String data) {
        return """
        apiVersion: v1
        kind: Secret
        metadata: {name: %s, namespace: default}
        type: kubernetes.io/tls
        data: %s
        """
                .formatted(name, data);
    }

    static String virtualService(int i, String gateway, String hosts, String rules) {
        return """
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {name: v%d, namespace: default}
        spec:
          hosts: [%s]
          gateways: [%s]
          http:
        %s\
        """
                .formatted(i, hosts, gateway, rules);
    }

    static String rule(int i, String path) {
        return """
          - match: [{uri: {prefix: "%s"}}]
            route: [{destination: {host: s%d}}]
        """
                .formatted(path, i % BACKENDS);
    }
}
