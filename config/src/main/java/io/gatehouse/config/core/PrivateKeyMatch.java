// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.core;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.util.Optional;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;

/// Whether a PEM text holds the key of a certificate.
final class PrivateKeyMatch {
    private PrivateKeyMatch() {}

    static Optional<String> problem(String keyPem, PublicKey publicKey)
            throws IOException, GeneralSecurityException {
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
                    case "EdDSA" -> "Ed25519";
                    default -> "";
                };
        if (algorithm.isEmpty()) {
            return Optional.of(
                    "key of type %s (expected: RSA, EC or Ed25519)"
                            .formatted(publicKey.getAlgorithm()));
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
