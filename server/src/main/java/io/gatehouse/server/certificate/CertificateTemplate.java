// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.certificate;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.regex.Pattern;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// The two forms of certificate that an authority of ours makes.
public final class CertificateTemplate {
    private static final Duration AUTHORITY_LIFETIME = Duration.ofDays(3650);
    private static final Duration SERVER_LIFETIME = Duration.ofDays(397);

    /// Clocks may differ by that much, and this one may be put right later.
    private static final Duration CLOCK_SKEW = Duration.ofDays(1);

    private static final Pattern IP_ADDRESS =
            Pattern.compile("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
    private static final int LONGEST_COMMON_NAME = 64;

    private CertificateTemplate() {}

    public static KeyPair newKeys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    /// When a certificate of either form was made, by the clock of who made it.
    public static Instant made(X509Certificate certificate) {
        return certificate.getNotBefore().toInstant().plus(CLOCK_SKEW);
    }

    /// Signs itself and server certificates, nothing else.
    public static X509Certificate authority(KeyPair keys, String name, Instant now)
            throws GeneralSecurityException, IOException {
        X500Principal subject = new X500Principal("CN=%s, O=Gatehouse".formatted(name));
        X509v3CertificateBuilder builder =
                builder(subject, subject, now, now.plus(AUTHORITY_LIFETIME), keys)
                        .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
                        .addExtension(
                                Extension.keyUsage,
                                true,
                                new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
        return signed(builder, keys.getPrivate());
    }

    /// For TLS servers of some hosts.
    public static X509Certificate server(
            KeyPair keys,
            List<String> hosts,
            X509Certificate authority,
            PrivateKey authorityKey,
            Instant now)
            throws GeneralSecurityException, IOException {
        GeneralName[] names =
                hosts.stream().map(CertificateTemplate::name).toArray(GeneralName[]::new);
        Instant end = now.plus(SERVER_LIFETIME);
        Instant authorityEnd = authority.getNotAfter().toInstant();
        X509v3CertificateBuilder builder =
                builder(
                                authority.getSubjectX500Principal(),
                                subject(hosts.getFirst()),
                                now,
                                end.isBefore(authorityEnd) ? end : authorityEnd,
                                keys)
                        .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                        .addExtension(
                                Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                        .addExtension(
                                Extension.extendedKeyUsage,
                                false,
                                new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth))
                        .addExtension(
                                Extension.authorityKeyIdentifier,
                                false,
                                new JcaX509ExtensionUtils()
                                        .createAuthorityKeyIdentifier(authority.getPublicKey()))
                        .addExtension(
                                Extension.subjectAlternativeName, false, new GeneralNames(names));
        return signed(builder, authorityKey);
    }

    private static X509v3CertificateBuilder builder(
            X500Principal issuer, X500Principal subject, Instant now, Instant end, KeyPair keys)
            throws GeneralSecurityException, IOException {
        return new JcaX509v3CertificateBuilder(
                        issuer,
                        new BigInteger(127, new SecureRandom()).setBit(126),
                        Date.from(now.minus(CLOCK_SKEW)),
                        Date.from(end),
                        subject,
                        keys.getPublic())
                .addExtension(
                        Extension.subjectKeyIdentifier,
                        false,
                        new JcaX509ExtensionUtils().createSubjectKeyIdentifier(keys.getPublic()));
    }

    private static X509Certificate signed(X509v3CertificateBuilder builder, PrivateKey key)
            throws GeneralSecurityException {
        try {
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(
                                    new JcaContentSignerBuilder("SHA256withECDSA").build(key)));
        } catch (OperatorCreationException e) {
            throw new GeneralSecurityException(e);
        }
    }

    private static X500Principal subject(String host) {
        return new X500Principal(
                host.length() <= LONGEST_COMMON_NAME
                        ? "CN=\"%s\", O=Gatehouse".formatted(host)
                        : "O=Gatehouse");
    }

    private static GeneralName name(String host) {
        boolean address = IP_ADDRESS.matcher(host).matches();
        return new GeneralName(address ? GeneralName.iPAddress : GeneralName.dNSName, host);
    }
}
