// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.kubernetes;

import io.fabric8.kubernetes.client.Config;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.jspecify.annotations.Nullable;

/// The client's certificate and key of a kubeconfig, with keys of every kind: the client library
/// reads no elliptic ones in PKCS#8.
final class ClientCertificate {
    private static final char[] NO_PASSWORD = {};

    private ClientCertificate() {}

    /// Takes them out of the configuration.
    ///
    /// @throws UncheckedIOException if there are any and they cannot be read
    static Optional<KeyManager[]> take(Config config) {
        try {
            Optional<String> certificate =
                    text(config.getClientCertData(), config.getClientCertFile());
            Optional<String> key = text(config.getClientKeyData(), config.getClientKeyFile());
            if (certificate.isEmpty() || key.isEmpty()) {
                return Optional.empty();
            }
            KeyManager[] managers = keyManagers(certificate.get(), key.get());
            config.setClientCertData(null);
            config.setClientCertFile(null);
            config.setClientKeyData(null);
            config.setClientKeyFile(null);
            return Optional.of(managers);
        } catch (IOException e) {
            throw unreadable(e);
        } catch (GeneralSecurityException e) {
            throw unreadable(new IOException(e));
        }
    }

    private static UncheckedIOException unreadable(IOException e) {
        return new UncheckedIOException(
                "the client certificate of the kubeconfig cannot be used: " + e.getMessage(), e);
    }

    private static Optional<String> text(@Nullable String data, @Nullable String file)
            throws IOException {
        if (data != null && !data.isEmpty()) {
            return Optional.of(
                    new String(Base64.getMimeDecoder().decode(data), StandardCharsets.US_ASCII));
        }
        return file == null || file.isEmpty()
                ? Optional.empty()
                : Optional.of(Files.readString(Path.of(file)));
    }

    private static KeyManager[] keyManagers(String certificate, String key)
            throws IOException, GeneralSecurityException {
        Certificate[] chain =
                CertificateFactory.getInstance("X.509")
                        .generateCertificates(
                                new ByteArrayInputStream(
                                        certificate.getBytes(StandardCharsets.US_ASCII)))
                        .toArray(Certificate[]::new);
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, NO_PASSWORD);
        store.setKeyEntry("client", privateKey(key), NO_PASSWORD, chain);
        KeyManagerFactory factory =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSWORD);
        return factory.getKeyManagers();
    }

    /// Parameters of a curve may stand before the key.
    private static PrivateKey privateKey(String pem) throws IOException {
        JcaPEMKeyConverter converter = new JcaPEMKeyConverter();
        try (PEMParser parser = new PEMParser(new StringReader(pem))) {
            for (Object item = parser.readObject(); item != null; item = parser.readObject()) {
                if (item instanceof PEMKeyPair pair) {
                    return converter.getPrivateKey(pair.getPrivateKeyInfo());
                } else if (item instanceof PrivateKeyInfo info) {
                    return converter.getPrivateKey(info);
                }
            }
        }
        throw new IOException("found no private key (expected: PEM, BEGIN PRIVATE KEY)");
    }
}
