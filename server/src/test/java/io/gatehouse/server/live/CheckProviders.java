// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import io.gatehouse.testing.GrpcCheckServer;
import io.gatehouse.testing.HttpCheckServer;
import io.gatehouse.testing.Ports;
import java.util.List;

/// Providers of CUSTOM policies: two that let in what has `x-let: yes`, two that nobody answers
/// for, and one of a service that is not there.
record CheckProviders(HttpCheckServer http, GrpcCheckServer grpc) implements AutoCloseable {
    static final List<String> NAMES = List.of("http", "grpc", "closed", "silent", "lost");

    static CheckProviders start() {
        return new CheckProviders(HttpCheckServer.start(), GrpcCheckServer.start());
    }

    String services() {
        return String.join(
                "\n---\n",
                service("checks", "HTTP", http.port()),
                service("gchecks", "GRPC", grpc.port()),
                service("gone", "HTTP", Ports.free()),
                service("ggone", "GRPC", Ports.free()));
    }

    private static String service(String name, String protocol, int port) {
        return Yaml.serviceEntry(name, "{address: 127.0.0.1, ports: {http: %d}}".formatted(port))
                .replace("protocol: HTTP", "protocol: " + protocol);
    }

    /// Lines of the mesh's configuration.
    String mesh() {
        return """
        extensionProviders:
        - name: http
          envoyExtAuthzHttp: {service: checks.example.org, port: 80, timeout: 10s, includeRequestHeadersInCheck: [x-let]}
        - name: grpc
          envoyExtAuthzGrpc: {service: gchecks.example.org, port: 80, timeout: 10s}
        - name: closed
          envoyExtAuthzHttp: {service: gone.example.org, port: 80, timeout: 10s}
        - name: silent
          envoyExtAuthzGrpc: {service: ggone.example.org, port: 80, timeout: 10s}
        - name: lost
          envoyExtAuthzGrpc: {service: nowhere.example.org, port: 80}
        """;
    }

    @Override
    public void close() {
        http.close();
        grpc.close();
    }
}
