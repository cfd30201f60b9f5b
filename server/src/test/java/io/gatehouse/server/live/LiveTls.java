// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import io.gatehouse.server.TestCertificates;
import io.gatehouse.testing.Ports;

/// A server on port 8000 of the gateway that ends TLS, for other ports of it to pass TLS on to.
final class LiveTls {
    private LiveTls() {}

    /// The Gateway `behind`.
    static String gateway(String host) {
        return """
        apiVersion: networking.istio.io/v1
        kind: Gateway
        metadata: {name: behind, namespace: default}
        spec:
          selector: {istio: ingressgateway}
          servers:
          - port: {number: 8000, name: https, protocol: HTTPS}
            hosts: ["%s"]
            tls: {mode: SIMPLE, credentialName: behind}
        """
                .formatted(host);
    }

    static String secret() {
        return """
        apiVersion: v1
        kind: Secret
        metadata: {name: behind, namespace: istio-system}
        type: kubernetes.io/tls
        """
                + TestCertificates.secretData("a.example.com");
    }

    /// `behind.example.org` of the mesh, whose subset `open` is that server; at `closed` nobody
    /// answers.
    static String behind(int port) {
        return """
        apiVersion: networking.istio.io/v1
        kind: ServiceEntry
        metadata: {name: behind, namespace: default}
        spec:
          hosts: [behind.example.org]
          location: MESH_INTERNAL
          ports: [{number: 443, name: tls, protocol: TLS, targetPort: %d}]
          resolution: STATIC
          endpoints:
          - {address: 127.0.0.1, labels: {at: open, security.istio.io/tlsMode: istio}}
          - {address: 127.0.0.1, labels: {at: closed}, ports: {tls: %d}}
        ---
        apiVersion: networking.istio.io/v1
        kind: DestinationRule
        metadata: {name: behind, namespace: default}
        spec:
          host: behind.example.org
          subsets: [{name: open, labels: {at: open}}, {name: closed, labels: {at: closed}}]
        """
                .formatted(port, Ports.free());
    }
}
