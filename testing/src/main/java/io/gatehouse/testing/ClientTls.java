// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.testing;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.StandardConstants;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/// How a [GatewayClient] starts TLS.
///
/// @param serverName sent as SNI, whatever it is; absent sends none
/// @param authority the only one trusted, and the certificate must be for the server name; absent
///   trusts anything
/// @param identity shown to a gateway that asks; absent shows nothing
/// @param versions such as `TLSv1.2`; empty means the JDK's own. The old ones need a JDK whose
///   `jdk.tls.disabledAlgorithms` lets them be
/// @param cipherSuites offered below TLS 1.3, by their standard names; empty means the JDK's own
/// @param groups offered for the exchange of keys, such as `x25519`; empty means the JDK's own
public record ClientTls(
        Optional<String> serverName,
        Optional<X509Certificate> authority,
        Optional<ClientIdentity> identity,
        List<String> versions,
        List<String> cipherSuites,
        List<String> groups) {
    private static final List<String> VERSIONS = List.of("TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3");
    private static final String[] RSA_SCHEMES = {"rsa_pss_rsae_sha256", "rsa_pkcs1_sha256"};
    private static final int USUAL_LOWEST = VERSIONS.indexOf("TLSv1.2");

    public ClientTls {
        versions = List.copyOf(versions);
        cipherSuites = List.copyOf(cipherSuites);
        groups = List.copyOf(groups);
    }

    /// To that host, whatever its certificate. An empty name sends none.
    public static ClientTls to(String serverName) {
        return new ClientTls(
                Optional.of(serverName).filter(text -> !text.isEmpty()),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of());
    }

    public ClientTls trustingOnly(X509Certificate other) {
        return new ClientTls(
                serverName, Optional.of(other), identity, versions, cipherSuites, groups);
    }

    public ClientTls showing(ClientIdentity other) {
        return new ClientTls(
                serverName, authority, Optional.of(other), versions, cipherSuites, groups);
    }

    /// No version above that one, such as `TLSv1.2`, and none below 1.2 unless it is.
    public ClientTls upTo(String version) {
        int highest = VERSIONS.indexOf(version);
        if (highest < 0) {
            throw new IllegalArgumentException(
                    "TLS version: %s (expected: one of %s)".formatted(version, VERSIONS));
        }
        return new ClientTls(
                serverName,
                authority,
                identity,
                VERSIONS.subList(Math.min(highest, USUAL_LOWEST), highest + 1),
                cipherSuites,
                groups);
    }

    public ClientTls offering(List<String> suites) {
        return new ClientTls(serverName, authority, identity, versions, suites, groups);
    }

    public ClientTls exchangingKeysBy(String group) {
        return new ClientTls(
                serverName, authority, identity, versions, cipherSuites, List.of(group));
    }

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
                        .<List<SNIServerName>>map(name -> List.of(new AnyServerName(name)))
                        .orElse(List.of()));
        parameters.setApplicationProtocols(new String[] {version.applicationProtocol()});
        if (authority.isPresent()) {
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        if (!versions.isEmpty()) {
            parameters.setProtocols(versions.toArray(String[]::new));
        }
        if (!cipherSuites.isEmpty()) {
            parameters.setCipherSuites(withNewest(parameters.getCipherSuites()));
            if (takesRsaOnly()) {
                parameters.setSignatureSchemes(RSA_SCHEMES);
            }
        }
        if (!groups.isEmpty()) {
            parameters.setNamedGroups(groups.toArray(String[]::new));
        }
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    /// A gateway with certificates of both kinds chooses by what the client says it can check.
    private boolean takesRsaOnly() {
        return !versions.isEmpty()
                && !versions.contains("TLSv1.3")
                && cipherSuites.stream().noneMatch(suite -> suite.contains("_ECDSA_"));
    }

    /// Those of TLS 1.3 have names without the kind of key.
    private String[] withNewest(String[] usual) {
        return Stream.concat(
                        cipherSuites.stream(),
                        Stream.of(usual).filter(suite -> !suite.contains("_WITH_")))
                .toArray(String[]::new);
    }

    private SSLContext context() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    identity.map(shown -> new KeyManager[] {shown.keyManager()}).orElse(null),
                    authority.map(ClientTls::trusting).orElse(TRUST_ANYTHING),
                    null);
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

    /// The extended kind, which the JDK adds no checks of its own to.
    private static final TrustManager[] TRUST_ANYTHING = {
        new X509ExtendedTrustManager() {
            @Override
            public void checkClientTrusted(
                    X509Certificate @Nullable [] chain, @Nullable String authType) {}

            @Override
            public void checkServerTrusted(
                    X509Certificate @Nullable [] chain, @Nullable String authType) {}

            @Override
            public void checkClientTrusted(
                    X509Certificate @Nullable [] chain,
                    @Nullable String authType,
                    @Nullable Socket socket) {}

            @Override
            public void checkServerTrusted(
                    X509Certificate @Nullable [] chain,
                    @Nullable String authType,
                    @Nullable Socket socket) {}

            @Override
            public void checkClientTrusted(
                    X509Certificate @Nullable [] chain,
                    @Nullable String authType,
                    @Nullable SSLEngine engine) {}

            @Override
            public void checkServerTrusted(
                    X509Certificate @Nullable [] chain,
                    @Nullable String authType,
                    @Nullable SSLEngine engine) {}

            @Override
            public X509Certificate[] getAcceptedIssuers() {
                return new X509Certificate[0];
            }
        }
    };

    /// Whatever it says, as clients that mean harm send it.
    private static final class AnyServerName extends SNIServerName {
        AnyServerName(String name) {
            super(StandardConstants.SNI_HOST_NAME, name.getBytes(StandardCharsets.UTF_8));
        }
    }
}
