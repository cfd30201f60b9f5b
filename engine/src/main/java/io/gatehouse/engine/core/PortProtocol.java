// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.core;

import io.gatehouse.config.core.Service;
import java.util.Locale;

/// What is spoken at a port of a backend.
public enum PortProtocol {
    HTTP,
    HTTP2,
    GRPC,
    GRPC_WEB,
    HTTPS,
    TLS,
    TCP,
    MONGO,
    REDIS,
    MYSQL,
    UDP,
    /// Nothing tells; the gateway speaks HTTP/1.1, as to [#HTTP].
    UNKNOWN;

    /// Told by `appProtocol`, else by the port's name; of either, up to the first dash.
    static PortProtocol of(Service.Port port) {
        String text = port.appProtocol().orElse(port.name()).toLowerCase(Locale.ROOT);
        return switch (text) {
            case "kubernetes.io/h2c" -> HTTP2;
            case "kubernetes.io/ws" -> HTTP;
            case "kubernetes.io/wss" -> HTTPS;
            default -> named(text.startsWith("grpc-web") ? "grpc-web" : text.split("-", 2)[0]);
        };
    }

    /// As `protocol` of a ServiceEntry's port, in any case.
    static PortProtocol named(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "http" -> HTTP;
            case "http2" -> HTTP2;
            case "grpc" -> GRPC;
            case "grpc-web" -> GRPC_WEB;
            case "https" -> HTTPS;
            case "tls" -> TLS;
            case "tcp" -> TCP;
            case "mongo" -> MONGO;
            case "redis" -> REDIS;
            case "mysql" -> MYSQL;
            case "udp" -> UDP;
            default -> UNKNOWN;
        };
    }

    /// Whether HTTP is spoken in its second version.
    public boolean http2() {
        return this == HTTP2 || this == GRPC || this == GRPC_WEB;
    }
}
