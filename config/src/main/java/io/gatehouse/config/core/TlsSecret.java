// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.core;

import java.io.IOException;
import java.io.StringReader;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;

/// What a Secret is worth as a server's certificate: judged as Envoy will, which refuses a key that
/// does not fit, one that is encrypted, and RSA below 2048 bits.
public sealed interface TlsSecret {

    /// PEM of the chain, leaf first, and of its key. `toString` shows neither.
    record Usable(String certificateChain, String privateKey) implements TlsSecret {
        @Override
        public String toString() {
            return "Usable";
        }
    }

    /// @param why for the user: what was found and what is expected
    record Unusable(String why) implements TlsSecret {}

    static TlsSecret of(Secret secret) {
        Optional<String> chain = first(secret, "tls.crt", "cert");
        Optional<String> key = first(secret, "tls.key", "key");
        if (chain.isEmpty() || key.isEmpty()) {
            return new Unusable(
                    "has keys %s (expected: tls.crt and tls.key, or cert and key)"
                            .formatted(secret.data().keySet()));
        }
        try {
            return problem(certificates(chain.get()), key.get())
                    .<TlsSecret>map(Unusable::new)
                    .orElseGet(() -> new Usable(chain.get(), key.get()));
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            return new Unusable("cannot be read as PEM: " + e.getMessage());
        }
    }

    private static Optional<String> first(Secret secret, String... keys) {
        return Stream.of(keys)
                .flatMap(key -> Optional.ofNullable(secret.data().get(key)).stream())
                .map(value -> value.bytes().utf8())
                .findFirst();
    }

    private static List<X509Certificate> certificates(String pem)
            throws IOException, GeneralSecurityException {
        List<X509Certificate> certificates = new ArrayList<>();
        for (Object item : items(pem)) {
            if (item instanceof X509CertificateHolder holder) {
                certificates.add(new JcaX509CertificateConverter().getCertificate(holder));
            }
        }
        return certificates;
    }

    private static Optional<String> problem(List<X509Certificate> chain, String keyPem)
            throws IOException, GeneralSecurityException {
        if (chain.isEmpty()) {
            return Optional.of("tls.crt holds no certificate (expected: PEM, BEGIN CERTIFICATE)");
        }
        PublicKey publicKey = chain.getFirst().getPublicKey();
        if (publicKey instanceof RSAPublicKey rsa && rsa.getModulus().bitLength() < 2048) {
            return Optional.of(
                    "RSA key of %d bits (expected: 2048 or more)"
                            .formatted(rsa.getModulus().bitLength()));
        }
        for (Object item : items(keyPem)) {
            JcaPEMKeyConverter converter = new JcaPEMKeyConverter();
            switch (item) {
                case PEMKeyPair pair -> {
                    return mismatch(converter.getKeyPair(pair).getPrivate(), publicKey);
                }
                case PrivateKeyInfo info -> {
                    return mismatch(converter.getPrivateKey(info), publicKey);
                }
                case PEMEncryptedKeyPair _, PKCS8EncryptedPrivateKeyInfo _ -> {
                    return Optional.of(
                            "tls.key is encrypted (expected: a key without pass phrase)");
                }
                default -> {}
            }
        }
        return Optional.of("tls.key holds no private key (expected: PEM, BEGIN PRIVATE KEY)");
    }

    private static Optional<String> mismatch(PrivateKey privateKey, PublicKey publicKey)
            throws GeneralSecurityException {
        if (!privateKey.getAlgorithm().equals(publicKey.getAlgorithm())) {
            return Optional.of(
                    "tls.key is a key of type %s, tls.crt has one of type %s"
                            .formatted(privateKey.getAlgorithm(), publicKey.getAlgorithm()));
        }
        String algorithm =
                switch (publicKey.getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> "";
                };
        if (algorithm.isEmpty()) {
            return Optional.of(
                    "key of type %s (expected: RSA or EC)".formatted(publicKey.getAlgorithm()));
        }
        byte[] probe = {1, 2, 3};
        Signature signer = Signature.getInstance(algorithm);
        signer.initSign(privateKey);
        signer.update(probe);
        Signature verifier = Signature.getInstance(algorithm);
        verifier.initVerify(publicKey);
        verifier.update(probe);
        return verifies(verifier, signer.sign())
                ? Optional.empty()
                : Optional.of("tls.key is not the key of the certificate in tls.crt");
    }

    private static boolean verifies(Signature verifier, byte[] signature) {
        try {
            return verifier.verify(signature);
        } catch (SignatureException _) {
            return false; // of another length, say
        }
    }

    private static List<Object> items(String pem) throws IOException {
        List<Object> items = new ArrayList<>();
        try (PEMParser parser = new PEMParser(new StringReader(pem))) {
            for (Object item = parser.readObject(); item != null; item = parser.readObject()) {
                items.add(item);
            }
        }
        return items;
    }
}
