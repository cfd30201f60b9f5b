// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Optional;
import javax.net.ssl.X509KeyManager;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientCertificateTest {
    @TempDir private Path directory;

    private static String pem(Object object) throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(object);
        }
        return text.toString();
    }

    /// With the curve in it, as OpenSSL and Go write it.
    private static Object traditional(PrivateKey key) {
        return key instanceof ECPrivateKey curve
                ? new PemObject("EC PRIVATE KEY", encoded(curve))
                : key;
    }

    private static byte[] encoded(ECPrivateKey key) {
        try {
            return new org.bouncycastle.asn1.sec.ECPrivateKey(
                            key.getParams().getOrder().bitLength(),
                            key.getS(),
                            PrivateKeyInfo.getInstance(key.getEncoded())
                                    .getPrivateKeyAlgorithm()
                                    .getParameters())
                    .getEncoded();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String certificate(KeyPair pair, String signature)
            throws IOException, OperatorCreationException {
        Instant now = Instant.now();
        X500Principal name = new X500Principal("CN=me");
        return pem(
                new JcaX509v3CertificateBuilder(
                                name,
                                BigInteger.ONE,
                                Date.from(now.minusSeconds(60)),
                                Date.from(now.plusSeconds(60)),
                                name,
                                pair.getPublic())
                        .build(new JcaContentSignerBuilder(signature).build(pair.getPrivate())));
    }

    private Path kubeconfig(String certificate, String key) throws IOException {
        return Files.writeString(
                directory.resolve("kubeconfig"),
                """
                apiVersion: v1
                kind: Config
                clusters: [{name: c, cluster: {server: "https://localhost:1"}}]
                users: [{name: me, user: {client-certificate-data: %s, client-key-data: %s}}]
                contexts: [{name: c, context: {cluster: c, user: me}}]
                current-context: c
                """
                        .formatted(base64(certificate), base64(key)));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }

    @ParameterizedTest
    @CsvSource({
        "RSA, SHA256withRSA, true",
        "RSA, SHA256withRSA, false",
        "EC, SHA256withECDSA, true",
        "EC, SHA256withECDSA, false",
        "Ed25519, Ed25519, true"
    })
    void keysOfAllKindsAreRead(String algorithm, String signature, boolean pkcs8)
            throws IOException, GeneralSecurityException, OperatorCreationException {
        KeyPair pair = KeyPairGenerator.getInstance(algorithm).generateKeyPair();
        String key =
                pem(
                        pkcs8
                                ? new JcaPKCS8Generator(pair.getPrivate(), null)
                                : traditional(pair.getPrivate()));
        Path kubeconfig = kubeconfig(certificate(pair, signature), key);

        Config config = Config.fromKubeconfig(kubeconfig.toFile());
        X509KeyManager keys = (X509KeyManager) ClientCertificate.take(config).orElseThrow()[0];
        Signature signer = Signature.getInstance(signature);
        signer.initSign(keys.getPrivateKey("client"));
        Signature verifier = Signature.getInstance(signature);
        verifier.initVerify(keys.getCertificateChain("client")[0]);
        assertThat(verifier.verify(signer.sign())).isTrue();
        try (KubernetesClient client = new KubernetesConnection(Optional.of(kubeconfig)).open()) {
            assertThat(client.getMasterUrl()).hasToString("https://localhost:1/");
        }
    }

    @Test
    void aKeyThatIsNoneIsSaid() throws IOException {
        Path kubeconfig = kubeconfig("none", "none");

        assertThatThrownBy(() -> new KubernetesConnection(Optional.of(kubeconfig)).open())
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("client certificate of the kubeconfig");
    }

    @Test
    void withoutOneNothingIsTaken() throws IOException {
        Config config = Config.empty();

        assertThat(ClientCertificate.take(config)).isEmpty();
    }
}
