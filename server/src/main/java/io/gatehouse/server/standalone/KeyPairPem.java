// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.standalone;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;
import org.bouncycastle.util.io.pem.PemWriter;

/// Certificates and elliptic curve keys as PEM text, both ways.
final class KeyPairPem {
    private static final String CERTIFICATE = "CERTIFICATE";
    private static final String PRIVATE_KEY = "PRIVATE KEY";

    private KeyPairPem() {}

    static String text(X509Certificate certificate) throws GeneralSecurityException {
        return text(CERTIFICATE, certificate.getEncoded());
    }

    static String text(PrivateKey key) {
        return text(PRIVATE_KEY, key.getEncoded());
    }

    /// The first certificate of a text.
    static X509Certificate certificate(String text) throws GeneralSecurityException {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(first(CERTIFICATE, text)));
    }

    /// The first private key of a text.
    static PrivateKey privateKey(String text) throws GeneralSecurityException {
        return KeyFactory.getInstance("EC")
                .generatePrivate(new PKCS8EncodedKeySpec(first(PRIVATE_KEY, text)));
    }

    private static String text(String type, byte[] content) {
        StringWriter text = new StringWriter();
        try (PemWriter writer = new PemWriter(text)) {
            writer.writeObject(new PemObject(type, content));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return text.toString();
    }

    private static byte[] first(String type, String text) throws GeneralSecurityException {
        try (PemReader reader = new PemReader(new StringReader(text))) {
            for (PemObject object = reader.readPemObject();
                    object != null;
                    object = reader.readPemObject()) {
                if (object.getType().equals(type)) {
                    return object.getContent();
                }
            }
        } catch (IOException e) {
            throw new GeneralSecurityException("not PEM: " + e.getMessage(), e);
        }
        throw new GeneralSecurityException("no " + type + " in it");
    }
}
