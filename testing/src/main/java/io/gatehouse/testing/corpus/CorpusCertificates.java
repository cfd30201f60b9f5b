// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.testing.corpus;

import io.gatehouse.testing.ClientIdentity;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// The key pairs that the cases count on, by name, made anew for each run, and the Secrets that
/// hold them.
public final class CorpusCertificates {
    private static final Duration LIFETIME = Duration.ofDays(3650);

    private final SortedMap<String, ClientIdentity> pairs = new TreeMap<>();
    private final Instant now = Instant.now().minus(Duration.ofHours(1));
    private int serial;

    public CorpusCertificates() throws GeneralSecurityException, IOException {
        authority("ca", "server-ca");
        authority("client-ca", "client-ca");
        authority("wrong-ca", "wrong-ca");
        server("myapp", "myapp.example.com", "myapp.example.com");
        server("other", "other.example.com", "other.example.com");
        server("wild", "wild.example.com", "*.example.com");
        server("secure", "secure.example.com", "secure.example.com");
        server("ext", "ext.example.org", "ext.example.org");
        leaf(
                "client",
                "client.example.com",
                "client-ca",
                dns("client.example.com"),
                new GeneralName(
                        GeneralName.uniformResourceIdentifier,
                        "spiffe://cluster.local/ns/default/sa/client"));
        leaf("stranger", "stranger.example.com", "wrong-ca", dns("stranger.example.com"));
    }

    ClientIdentity identity(String name) {
        ClientIdentity pair = pairs.get(name);
        if (pair == null) {
            throw new IllegalArgumentException("no certificate " + name);
        }
        return pair;
    }

    /// As YAML, in each of the namespaces.
    public String secrets(String... namespaces) throws IOException {
        StringBuilder yaml = new StringBuilder();
        for (String namespace : namespaces) {
            for (String name : List.of("myapp", "other", "wild")) {
                yaml.append(secret(namespace, name, "kubernetes.io/tls", pair(name)));
            }
            String authority = pem(identity("client-ca").certificate());
            yaml.append(secret(namespace, "mutual", "Opaque", with(pair("myapp"), authority)));
            yaml.append(secret(namespace, "split", "kubernetes.io/tls", pair("myapp")));
            yaml.append(secret(namespace, "split-cacert", "Opaque", with(Map.of(), authority)));
            String servers = pem(identity("ca").certificate());
            yaml.append(secret(namespace, "upstream", "Opaque", with(pair("client"), servers)));
        }
        return yaml.toString();
    }

    private void authority(String name, String commonName)
            throws GeneralSecurityException, IOException {
        KeyPair keys = newKeys();
        X509v3CertificateBuilder builder =
                builder(commonName, commonName, keys)
                        .addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
        pairs.put(name, signed(builder, keys, keys.getPrivate()));
    }

    private void server(String name, String commonName, String host)
            throws GeneralSecurityException, IOException {
        leaf(name, commonName, "ca", dns(host));
    }

    private void leaf(String name, String commonName, String authority, GeneralName... names)
            throws GeneralSecurityException, IOException {
        KeyPair keys = newKeys();
        String issuer =
                identity(authority).certificate().getSubjectX500Principal().getName().substring(3);
        X509v3CertificateBuilder builder =
                builder(issuer, commonName, keys)
                        .addExtension(
                                Extension.subjectAlternativeName, false, new GeneralNames(names));
        pairs.put(name, signed(builder, keys, identity(authority).key()));
    }

    private X509v3CertificateBuilder builder(String issuer, String subject, KeyPair keys) {
        return new JcaX509v3CertificateBuilder(
                new X500Principal("CN=" + issuer),
                BigInteger.valueOf(++serial),
                Date.from(now),
                Date.from(now.plus(LIFETIME)),
                new X500Principal("CN=" + subject),
                keys.getPublic());
    }

    private static ClientIdentity signed(
            X509v3CertificateBuilder builder, KeyPair keys, PrivateKey by)
            throws GeneralSecurityException {
        try {
            X509Certificate certificate =
                    new JcaX509CertificateConverter()
                            .getCertificate(
                                    builder.build(
                                            new JcaContentSignerBuilder("SHA256withECDSA")
                                                    .build(by)));
            return new ClientIdentity(certificate, keys.getPrivate());
        } catch (OperatorCreationException e) {
            throw new GeneralSecurityException(e);
        }
    }

    private static KeyPair newKeys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private static GeneralName dns(String host) {
        return new GeneralName(GeneralName.dNSName, host);
    }

    private Map<String, String> pair(String name) throws IOException {
        ClientIdentity pair = identity(name);
        return Map.of(
                "tls.crt",
                pem(pair.certificate()),
                "tls.key",
                pem(new JcaPKCS8Generator(pair.key(), null)));
    }

    private static Map<String, String> with(Map<String, String> data, String authority) {
        Map<String, String> more = new TreeMap<>(data);
        more.put("ca.crt", authority);
        return more;
    }

    private static String secret(
            String namespace, String name, String type, Map<String, String> data) {
        String lines =
                new TreeMap<>(data)
                        .entrySet().stream()
                                .map(entry ->
                                        "  %s: %s\n"
                                                .formatted(
                                                        entry.getKey(), base64(entry.getValue())))
                                .collect(Collectors.joining());
        return """
        apiVersion: v1
        kind: Secret
        metadata: {name: %s, namespace: %s}
        type: %s
        data:
        %s---
        """
                .formatted(name, namespace, type, lines);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String pem(Object object) throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(object);
        }
        return text.toString();
    }
}
