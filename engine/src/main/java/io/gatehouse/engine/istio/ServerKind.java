// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.istio.Gateway.Server;
import io.gatehouse.config.istio.Gateway.TlsMode;
import io.gatehouse.config.istio.Gateway.TlsSettings;
import java.util.Locale;
import java.util.Optional;

/// What a server of a Gateway does with connections, as its protocol and TLS mode say.
enum ServerKind {
    /// Without TLS.
    HTTP,
    HTTPS,
    /// Without TLS.
    TCP,
    /// Ends TLS.
    TLS_TO_TCP,
    PASSTHROUGH,
    AUTO_PASSTHROUGH;

    /// Absent where Istio serves nothing: a protocol that it does not know, or `HTTPS` without
    /// `tls`. `TLS` without `tls` would be plain TCP; nobody means that, so it is absent too.
    static Optional<ServerKind> of(Server server) {
        String protocol =
                server.port().map(port -> port.protocol().toUpperCase(Locale.ROOT)).orElse("");
        return switch (protocol) {
            case "HTTP", "HTTP2", "GRPC", "GRPC-WEB" -> Optional.of(HTTP);
            case "HTTPS" -> server.tls().map(tls -> ofTls(tls, HTTPS));
            case "TLS" -> server.tls().map(tls -> ofTls(tls, TLS_TO_TCP));
            case "TCP", "MONGO", "REDIS", "MYSQL" ->
                    Optional.of(server.tls().map(tls -> ofTls(tls, TLS_TO_TCP)).orElse(TCP));
            default -> Optional.empty();
        };
    }

    private static ServerKind ofTls(TlsSettings tls, ServerKind ended) {
        return tls.mode() == TlsMode.PASSTHROUGH
                ? PASSTHROUGH
                : tls.mode() == TlsMode.AUTO_PASSTHROUGH ? AUTO_PASSTHROUGH : ended;
    }

    boolean http() {
        return this == HTTP || this == HTTPS;
    }

    boolean endsTls() {
        return this == HTTPS || this == TLS_TO_TCP;
    }

    /// Whether its connections open TLS, with it or with who is behind it.
    boolean tls() {
        return this != HTTP && this != TCP;
    }
}
