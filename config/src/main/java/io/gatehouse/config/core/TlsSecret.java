// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.core;

import io.gatehouse.config.Bytes;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;

/// What a Secret is worth as a server's certificate: judged as Envoy will, which refuses a key that
/// does not fit, one that is encrypted, and RSA below 2048 bits.
public sealed interface TlsSecret {

    /// PEM of the chain, leaf first, and of its key. `toString` shows neither.
    ///
    /// @param ocspStaple DER
    record Usable(String certificateChain, String privateKey, Optional<Bytes> ocspStaple)
            implements TlsSecret {
        @Override
        public String toString() {
            return "Usable";
        }
    }

    /// @param why for the user: what was found and what is expected
    record Unusable(String why) implements TlsSecret {}

    static TlsSecret of(Secret secret) {
        return of(secret.data());
    }

    static TlsSecret of(SortedMap<String, SecretValue> data) {
        Optional<String> chain = first(data, "tls.crt", "cert");
        Optional<String> key = first(data, "tls.key", "key");
        if (chain.isEmpty() || key.isEmpty()) {
            return new Unusable(
                    "has keys %s (expected: tls.crt and tls.key, or cert and key)"
                            .formatted(data.keySet()));
        }
        Optional<Bytes> staple = PemText.first(data, "tls.ocsp-staple").map(SecretValue::bytes);
        try {
            return problem(PemText.certificates(chain.get()), key.get())
                    .<TlsSecret>map(Unusable::new)
                    .orElseGet(() -> new Usable(chain.get(), key.get(), staple));
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            return new Unusable("cannot be read as PEM: " + e.getMessage());
        }
    }

    private static Optional<String> first(SortedMap<String, SecretValue> data, String... keys) {
        return PemText.first(data, keys).map(value -> value.bytes().utf8());
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
        for (Object item : PemText.items(keyPem)) {
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
}
