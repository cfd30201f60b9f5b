// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.testing;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/// How a [GatewayClient] starts TLS.
///
/// @param serverName sent as SNI; absent sends none
/// @param authority the only one trusted, and the certificate must be for the server name; absent
///   trusts anything
record ClientTls(Optional<String> serverName, Optional<X509Certificate> authority) {

    SSLSocket handshake(Socket plain, HttpVersion version) throws IOException {
        SSLSocket socket =
                (SSLSocket)
                        context()
                                .getSocketFactory()
                                .createSocket(
                                        plain,
                                        serverName.orElse("127.0.0.1"),
                                        plain.getPort(),
                                        true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setServerNames(
                serverName
                        .<List<javax.net.ssl.SNIServerName>>map(
                                name -> List.of(new SNIHostName(name)))
                        .orElse(List.of()));
        parameters.setApplicationProtocols(new String[] {version.applicationProtocol()});
        if (authority.isPresent()) {
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private SSLContext context() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, authority.map(ClientTls::trusting).orElse(TRUST_ANYTHING), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("TLS of this JDK does not work", e);
        }
    }

    private static TrustManager[] trusting(X509Certificate authority) {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            store.setCertificateEntry("authority", authority);
            TrustManagerFactory factory =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return factory.getTrustManagers();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException("not usable as an authority", e);
        }
    }

    private static final TrustManager[] TRUST_ANYTHING = {
        new X509TrustManager() {
            @Override
            public void checkClientTrusted(
                    X509Certificate @Nullable [] chain, @Nullable String authType) {}

            @Override
            public void checkServerTrusted(
                    X509Certificate @Nullable [] chain, @Nullable String authType) {}

            @Override
            public X509Certificate[] getAcceptedIssuers() {
                return new X509Certificate[0];
            }
        }
    };
}
