// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CaSecretTest {
    private static final String BROKEN =
            "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";

    @ParameterizedTest
    @CsvSource({"ca.crt, ca.crl", "cacert, crl"})
    void certificatesAndWhatTheyHaveRevoked(String certificates, String lists) {
        CaSecret secret = CaSecret.of(data(certificates, text("ca.crt"), lists, text("ca.crl")));

        assertThat(secret)
                .isInstanceOfSatisfying(
                        CaSecret.Usable.class,
                        usable -> {
                            assertThat(usable.certificates()).isEqualTo(text("ca.crt"));
                            assertThat(usable.revoked()).contains(text("ca.crl"));
                            assertThat(usable.revokedLifetime()).isPresent();
                            assertThat(usable.doubts()).isEmpty();
                        });
    }

    @Test
    void whatSaysNothingOfACaIsNone() {
        assertThat(CaSecret.of(new TreeMap<>())).isEqualTo(new CaSecret.None());
        assertThat(CaSecret.of(data("ca.crt", ""))).isEqualTo(new CaSecret.None());
    }

    @Test
    void whatIsNoCertificateCannotBeUsed() {
        assertThat(why(data("ca.crt", "garbage"))).contains("ca.crt holds no certificate");
        assertThat(why(data("ca.crt", BROKEN))).contains("ca.crt cannot be read");
    }

    /// Envoy takes it, and lets revoked certificates in.
    @Test
    void whatIsNoRevocationListCannotBeUsed() {
        assertThat(why(data("ca.crt", text("ca.crt"), "ca.crl", "garbage")))
                .contains("ca.crl holds no revocation list");
        assertThat(why(data("ca.crt", text("ca.crt"), "ca.crl", text("ca.crt"))))
                .contains("ca.crl holds no revocation list");
    }

    @Test
    void oneBadCertificateLeavesTheOthersInUse() {
        assertThat(CaSecret.of(data("ca.crt", BROKEN + text("ca.crt"))))
                .isInstanceOfSatisfying(
                        CaSecret.Usable.class,
                        usable -> {
                            assertThat(usable.certificates())
                                    .isEqualToIgnoringWhitespace(text("ca.crt"));
                            assertThat(usable.doubts())
                                    .containsExactly(
                                            "1 of the 2 certificates in ca.crt cannot be read and are left out");
                        });
    }

    @ParameterizedTest
    @CsvSource({"other.crl, holds no list of CN=", "forged.crl, no list with a good signature of"})
    void aListThatIsNotOfTheCaIsDoubtful(String list, String doubt) {
        assertThat(CaSecret.of(data("ca.crt", text("ca.crt"), "ca.crl", text(list))))
                .isInstanceOfSatisfying(
                        CaSecret.Usable.class,
                        usable ->
                                assertThat(usable.doubts())
                                        .singleElement()
                                        .asString()
                                        .contains(doubt));
    }

    @ParameterizedTest
    @CsvSource({"stapled.ocsp, true", "unstapled.ocsp, false", "ca.crl, false"})
    void onlyAStapleOfTheCertificateGoesWithIt(String staple, boolean served) {
        SortedMap<String, SecretValue> data =
                data("tls.crt", text("stapled.crt"), "tls.key", text("stapled.key"));
        data.put("tls.ocsp-staple", new SecretValue(Bytes.of(bytes(staple))));

        assertThat(TlsSecret.of(data))
                .isInstanceOfSatisfying(
                        TlsSecret.Usable.class,
                        usable -> {
                            assertThat(usable.ocspStaple())
                                    .isEqualTo(
                                            served
                                                    ? Optional.of(Bytes.of(bytes(staple)))
                                                    : Optional.empty());
                            assertThat(usable.doubts()).hasSize(served ? 0 : 1);
                        });
    }

    private static String why(SortedMap<String, SecretValue> data) {
        return CaSecret.of(data) instanceof CaSecret.Unusable(String why) ? why : "usable";
    }

    private static SortedMap<String, SecretValue> data(String... keysAndTexts) {
        SortedMap<String, SecretValue> data = new TreeMap<>();
        for (int i = 0; i < keysAndTexts.length; i += 2) {
            data.put(keysAndTexts[i], new SecretValue(Bytes.utf8(keysAndTexts[i + 1])));
        }
        return data;
    }

    private static String text(String name) {
        return Bytes.of(bytes(name)).utf8();
    }

    private static byte[] bytes(String name) {
        try (InputStream in = CaSecretTest.class.getResourceAsStream("/tls/" + name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
