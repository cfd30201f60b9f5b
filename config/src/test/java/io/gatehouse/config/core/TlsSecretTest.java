// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.Bytes;
import io.gatehouse.config.Finding;
import io.gatehouse.config.FindingCode;
import io.gatehouse.config.ObjectMeta;
import io.gatehouse.config.validation.ObjectValidation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TlsSecretTest {
    @ParameterizedTest
    @CsvSource({"rsa.crt, rsa.key", "rsa.crt, rsa-pkcs1.key", "ec.crt, ec.key", "ed.crt, ed.key"})
    void aCertificateAndItsKeyCanBeUsed(String certificate, String key) {
        TlsSecret secret = TlsSecret.of(secret(certificate, key));

        assertThat(secret).isInstanceOf(TlsSecret.Usable.class);
        assertThat(secret.toString()).doesNotContain("PRIVATE");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    ec.crt    | rsa.key       | a key of type RSA, tls.crt has one of type EC
                    rsa.crt   | small.key     | is not the key of the certificate
                    small.crt | small.key     | 1024 bits (expected: 2048 or more)
                    rsa.crt   | encrypted.key | is encrypted
                    rsa.crt   | rsa.crt       | holds no private key
                    rsa.key   | rsa.key       | holds no certificate
                    """)
    void whatEnvoyWouldRefuseCannot(String certificate, String key, String why) {
        assertThat(TlsSecret.of(secret(certificate, key)))
                .isInstanceOfSatisfying(
                        TlsSecret.Unusable.class,
                        unusable -> assertThat(unusable.why()).contains(why));
    }

    @Test
    void brokenPemIsNoException() {
        SortedMap<String, SecretValue> data = new TreeMap<>();
        data.put(
                "tls.crt", value("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"));
        data.put("tls.key", value("x"));

        assertThat(TlsSecret.of(secret(data))).isInstanceOf(TlsSecret.Unusable.class);
        assertThat(TlsSecret.of(secret(new TreeMap<>()))).isInstanceOf(TlsSecret.Unusable.class);
    }

    @Test
    void aTlsSecretThatCannotBeUsedIsRefused() {
        assertThat(ObjectValidation.validate(secret("rsa.crt", "small.key")))
                .extracting(Finding::code)
                .containsExactly(FindingCode.INVALID_VALUE);
        assertThat(ObjectValidation.validate(secret("rsa.crt", "rsa.key"))).isEmpty();
    }

    private static Secret secret(String certificate, String key) {
        SortedMap<String, SecretValue> data = new TreeMap<>();
        data.put("tls.crt", value(resource(certificate)));
        data.put("tls.key", value(resource(key)));
        return secret(data);
    }

    private static Secret secret(SortedMap<String, SecretValue> data) {
        return new Secret(
                ObjectMeta.named("default", "s", new TreeMap<>()),
                Secret.TLS_TYPE,
                data,
                Optional.empty());
    }

    private static SecretValue value(String text) {
        return new SecretValue(Bytes.utf8(text));
    }

    private static String resource(String name) {
        try (InputStream in = TlsSecretTest.class.getResourceAsStream("/tls/" + name)) {
            return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
