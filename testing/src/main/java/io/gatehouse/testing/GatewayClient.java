// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;

/// Sends requests to a port of the loopback address with any host and, over TLS, any server name:
/// no name is ever looked up. Every request of the client takes a connection of its own; [#connect]
/// keeps one.
public final class GatewayClient {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final int port;
    private final HttpVersion version;
    private final Optional<ClientTls> tls;

    private GatewayClient(int port, HttpVersion version, Optional<ClientTls> tls) {
        this.port = port;
        this.version = version;
        this.tls = tls;
    }

    /// Without TLS, in HTTP/1.1.
    public static GatewayClient plain(int port) {
        return new GatewayClient(port, HttpVersion.HTTP_1_1, Optional.empty());
    }

    /// With TLS, whatever the certificate, in HTTP/1.1. An empty server name sends none.
    public static GatewayClient tls(int port, String serverName) {
        Optional<String> name = Optional.of(serverName).filter(text -> !text.isEmpty());
        return new GatewayClient(
                port, HttpVersion.HTTP_1_1, Optional.of(new ClientTls(name, Optional.empty())));
    }

    /// The same client, but only a certificate of that authority for the server name will do.
    public GatewayClient trustingOnly(X509Certificate authority) {
        ClientTls loose = tls.orElseThrow(() -> new IllegalStateException("without TLS"));
        return new GatewayClient(
                port,
                version,
                Optional.of(new ClientTls(loose.serverName(), Optional.of(authority))));
    }

    /// The same client, speaking another version of HTTP.
    public GatewayClient speaking(HttpVersion other) {
        return new GatewayClient(port, other, tls);
    }

    public GatewayResponse get(String host, String path) throws IOException {
        return send(GatewayRequest.get(host, path));
    }

    public GatewayResponse send(GatewayRequest request) throws IOException {
        try (GatewayConnection connection = connect()) {
            return connection.send(request);
        }
    }

    /// A refused connection or handshake is an [IOException].
    public GatewayConnection connect() throws IOException {
        Socket socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            if (tls.isPresent()) {
                socket = tls.get().handshake(socket, version);
            }
            return switch (version) {
                case HTTP_1_0, HTTP_1_1 -> new Http1Connection(socket, version);
                case HTTP_2 -> new Http2Connection(socket);
            };
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }
}
