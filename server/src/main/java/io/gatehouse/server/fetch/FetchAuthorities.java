// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/// Who signs for servers that are asked, besides those whom Java trusts.
public record FetchAuthorities(List<X509Certificate> certificates) {
    public static final FetchAuthorities JAVA = new FetchAuthorities(List.of());

    public FetchAuthorities {
        certificates = List.copyOf(certificates);
    }

    /// @param pem one or more certificates
    /// @throws CertificateException if there is none, or one that cannot be read
    public static FetchAuthorities read(Path pem) throws IOException, CertificateException {
        try (InputStream input = Files.newInputStream(pem)) {
            List<X509Certificate> found =
                    CertificateFactory.getInstance("X.509").generateCertificates(input).stream()
                            .map(X509Certificate.class::cast)
                            .toList();
            if (found.isEmpty()) {
                throw new CertificateException("it holds no certificate");
            }
            return new FetchAuthorities(found);
        }
    }

    SSLContext context() {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (X509Certificate trusted : Stream.concat(javas(), certificates.stream()).toList()) {
                store.setCertificateEntry(String.valueOf(store.size()), trusted);
            }
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trusting(store), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("this Java cannot set up TLS", e);
        }
    }

    private static Stream<X509Certificate> javas() throws GeneralSecurityException {
        return Arrays.stream(trusting(null))
                .filter(X509TrustManager.class::isInstance)
                .map(X509TrustManager.class::cast)
                .flatMap(manager -> Arrays.stream(manager.getAcceptedIssuers()));
    }

    /// @param store null for what Java trusts
    private static TrustManager[] trusting(@Nullable KeyStore store)
            throws GeneralSecurityException {
        TrustManagerFactory factory =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }
}
