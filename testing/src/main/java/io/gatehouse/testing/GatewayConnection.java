// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.testing;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;

/// One connection to a gateway, used for one request after the other.
public abstract sealed class GatewayConnection implements AutoCloseable
        permits Http1Connection, Http2Connection {
    private final Socket socket;

    GatewayConnection(Socket socket) {
        this.socket = socket;
    }

    /// Sends a request with its body; the answer is read as it comes. A request to upgrade leaves
    /// the output open.
    public abstract GatewayStream start(GatewayRequest request) throws IOException;

    /// Sends the head of a request, whose body is then written.
    public abstract GatewayStream upload(GatewayRequest request) throws IOException;

    /// A connection that the gateway closes before it answered is an [IOException].
    public final GatewayResponse send(GatewayRequest request) throws IOException {
        GatewayStream stream = start(request);
        GatewayResponse head = stream.head();
        String body = new String(stream.input().readAllBytes(), StandardCharsets.UTF_8);
        return new GatewayResponse(head.status(), head.headers(), body, stream.trailers());
    }

    /// What the gateway chose, such as `h2`; empty without TLS or when it chose nothing.
    public String applicationProtocol() {
        return socket instanceof SSLSocket tls ? tls.getApplicationProtocol() : "";
    }

    /// Such as `TLSv1.3`; empty without TLS.
    public String tlsVersion() {
        return socket instanceof SSLSocket tls ? tls.getSession().getProtocol() : "";
    }

    /// By its standard name; empty without TLS.
    public String cipherSuite() {
        return socket instanceof SSLSocket tls ? tls.getSession().getCipherSuite() : "";
    }

    /// The OCSP responses that the gateway showed with its certificate.
    public List<byte[]> staples() {
        return socket instanceof SSLSocket tls
                        && tls.getSession() instanceof ExtendedSSLSession session
                ? session.getStatusResponses()
                : List.of();
    }

    /// The certificate that the gateway showed.
    public Optional<X509Certificate> certificate() {
        if (socket instanceof SSLSocket tls) {
            try {
                Certificate first = tls.getSession().getPeerCertificates()[0];
                return first instanceof X509Certificate x509 ? Optional.of(x509) : Optional.empty();
            } catch (SSLPeerUnverifiedException _) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
