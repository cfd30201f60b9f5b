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

    private final InetSocketAddress address;
    private final Duration patience;
    private final HttpVersion version;
    private final Optional<ClientTls> tls;

    private GatewayClient(
            InetSocketAddress address,
            Duration patience,
            HttpVersion version,
            Optional<ClientTls> tls) {
        this.address = address;
        this.patience = patience;
        this.version = version;
        this.tls = tls;
    }

    private static GatewayClient of(int port, Optional<ClientTls> tls) {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        return new GatewayClient(address, PATIENCE, HttpVersion.HTTP_1_1, tls);
    }

    /// Without TLS, in HTTP/1.1.
    public static GatewayClient plain(int port) {
        return of(port, Optional.empty());
    }

    /// With TLS, whatever the certificate, in HTTP/1.1. An empty server name sends none.
    public static GatewayClient tls(int port, String serverName) {
        return tls(port, ClientTls.to(serverName));
    }

    /// With TLS, in HTTP/1.1.
    public static GatewayClient tls(int port, ClientTls tls) {
        return of(port, Optional.of(tls));
    }

    /// The same client, but only a certificate of that authority for the server name will do.
    public GatewayClient trustingOnly(X509Certificate authority) {
        ClientTls loose = tls.orElseThrow(() -> new IllegalStateException("without TLS"));
        return new GatewayClient(
                address, patience, version, Optional.of(loose.trustingOnly(authority)));
    }

    /// The same client, speaking another version of HTTP.
    public GatewayClient speaking(HttpVersion other) {
        return new GatewayClient(address, patience, other, tls);
    }

    /// The same client for another address of this machine. The gateway sees it as 127.0.0.1 all
    /// the same.
    public GatewayClient at(InetAddress other) {
        return new GatewayClient(
                new InetSocketAddress(other, address.getPort()), patience, version, tls);
    }

    /// The same client, which waits that long for the next bytes before it gives up with a
    /// [SocketTimeoutException].
    public GatewayClient patient(Duration other) {
        return new GatewayClient(address, other, version, tls);
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
            socket.setSoTimeout((int) patience.toMillis());
            // Ports of connections that have just ended do, too: there are many.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            socket.connect(address, (int) patience.toMillis());
            if (tls.isPresent()) {
                socket = tls.get().handshake(socket, version);
            }
            return switch (version) {
                case HTTP_1_0, HTTP_1_1 -> new Http1Connection(socket, version);
                case HTTP_2 -> new Http2Connection(socket, patience);
            };
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }
}
