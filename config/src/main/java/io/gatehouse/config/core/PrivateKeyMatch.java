// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.core;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;

/// Whether a PEM text holds the key of a certificate. Private keys that tell their public key, as
/// almost all do, are believed: a trial signature takes milliseconds, and ten thousand secrets are
/// read at the start.
final class PrivateKeyMatch {
    private PrivateKeyMatch() {}

    static Optional<String> problem(String keyPem, PublicKey publicKey)
            throws IOException, GeneralSecurityException {
        for (Object item : PemText.items(keyPem)) {
            JcaPEMKeyConverter converter = new JcaPEMKeyConverter();
            switch (item) {
                case PEMKeyPair pair -> {
                    return problem(
                            converter.getKeyPair(pair).getPrivate(),
                            told(pair.getPrivateKeyInfo()),
                            publicKey);
                }
                case PrivateKeyInfo info -> {
                    return problem(converter.getPrivateKey(info), told(info), publicKey);
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

    /// The public key that a private key of the kind EC carries.
    private static Optional<ASN1BitString> told(PrivateKeyInfo info) throws IOException {
        boolean ec =
                info.getPrivateKeyAlgorithm()
                        .getAlgorithm()
                        .equals(X9ObjectIdentifiers.id_ecPublicKey);
        return ec
                ? Optional.ofNullable(
                        ECPrivateKey.getInstance(info.parsePrivateKey()).getPublicKey())
                : Optional.empty();
    }

    private static Optional<String> problem(
            PrivateKey privateKey, Optional<ASN1BitString> told, PublicKey publicKey)
            throws GeneralSecurityException {
        if (!privateKey.getAlgorithm().equals(publicKey.getAlgorithm())) {
            return Optional.of(
                    "tls.key is a key of type %s, tls.crt has one of type %s"
                            .formatted(privateKey.getAlgorithm(), publicKey.getAlgorithm()));
        }
        boolean match;
        if (privateKey instanceof RSAPrivateCrtKey rsa && publicKey instanceof RSAPublicKey of) {
            match =
                    rsa.getModulus().equals(of.getModulus())
                            && rsa.getPublicExponent().equals(of.getPublicExponent());
        } else if (told.isPresent()) {
            match =
                    SubjectPublicKeyInfo.getInstance(publicKey.getEncoded())
                            .getPublicKeyData()
                            .equals(told.get());
        } else {
            String algorithm = signatureOf(publicKey);
            if (algorithm.isEmpty()) {
                return Optional.of(
                        "key of type %s (expected: RSA, EC or Ed25519)"
                                .formatted(publicKey.getAlgorithm()));
            }
            match = signsFor(algorithm, privateKey, publicKey);
        }
        return match
                ? Optional.empty()
                : Optional.of("tls.key is not the key of the certificate in tls.crt");
    }

    private static String signatureOf(PublicKey publicKey) {
        return switch (publicKey.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            case "EdDSA" -> "Ed25519";
            default -> "";
        };
    }

    private static boolean signsFor(String algorithm, PrivateKey privateKey, PublicKey publicKey)
            throws GeneralSecurityException {
        byte[] probe = {1, 2, 3};
        Signature signer = Signature.getInstance(algorithm);
        signer.initSign(privateKey);
        signer.update(probe);
        Signature verifier = Signature.getInstance(algorithm);
        verifier.initVerify(publicKey);
        verifier.update(probe);
        return verifies(verifier, signer.sign());
    }

    private static boolean verifies(Signature verifier, byte[] signature) {
        try {
            return verifier.verify(signature);
        } catch (SignatureException _) {
            return false; // of another length, say
        }
    }
}
