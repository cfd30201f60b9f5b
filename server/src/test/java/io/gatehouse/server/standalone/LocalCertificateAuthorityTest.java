// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.server.certificate.IssuedCertificate;
import io.gatehouse.server.certificate.KeyPairPem;
import io.gatehouse.server.envoy.CacheDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.Signature;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LocalCertificateAuthorityTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    @TempDir private Path directory;
    private CacheDirectory cache;

    @BeforeEach
    void emptyCache() {
        cache = new CacheDirectory(directory.resolve("gatehouse"));
    }

    @Test
    void issuesWhatAClientOfTheAuthorityAccepts() throws Exception {
        LocalCertificateAuthority authority = open(NOW);
        List<String> hosts = List.of("myapp.example.com", "*.example.org", "127.0.0.1", "::1");
        IssuedCertificate issued = authority.issue(hosts);
        X509Certificate certificate = KeyPairPem.certificate(issued.chain());

        validate(certificate, authority, NOW);
        assertThat(certificate.getSubjectAlternativeNames())
                .containsExactlyInAnyOrder(
                        List.of(2, "myapp.example.com"),
                        List.of(2, "*.example.org"),
                        List.of(7, "127.0.0.1"),
                        List.of(7, "0:0:0:0:0:0:0:1"));
        assertThat(certificate.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
        assertThat(certificate.getBasicConstraints()).isEqualTo(-1);
        assertThat(Duration.between(NOW, certificate.getNotAfter().toInstant()))
                .isBetween(Duration.ofDays(300), Duration.ofDays(825));
        assertThat(belongTogether(issued)).isTrue();
    }

    @Test
    void leavesOutACommonNameThatIsTooLong() throws Exception {
        String host = "a".repeat(60) + ".example.com";
        LocalCertificateAuthority authority = open(NOW);
        X509Certificate certificate =
                KeyPairPem.certificate(authority.issue(List.of(host)).chain());
        validate(certificate, authority, NOW);
        assertThat(certificate.getSubjectX500Principal().getName()).isEqualTo("O=Gatehouse");
        assertThat(certificate.getSubjectAlternativeNames()).containsExactly(List.of(2, host));
    }

    @Test
    void usesBothAgainAfterARestart() throws Exception {
        LocalCertificateAuthority first = open(NOW);
        IssuedCertificate issued = first.issue(List.of("b.example.com", "a.example.com"));
        LocalCertificateAuthority second = open(NOW.plus(Duration.ofDays(300)));

        assertThat(second.certificatePem()).isEqualTo(first.certificatePem());
        assertThat(second.issue(List.of("a.example.com", "b.example.com", "a.example.com")))
                .isEqualTo(issued);
        assertThat(second.issue(List.of("a.example.com"))).isNotEqualTo(issued);
    }

    @Test
    void renewsACertificateThatEndsSoon() throws Exception {
        IssuedCertificate old = open(NOW).issue(List.of("a.example.com"));
        Instant later = NOW.plus(Duration.ofDays(380));
        LocalCertificateAuthority authority = open(later);
        IssuedCertificate renewed = authority.issue(List.of("a.example.com"));
        assertThat(renewed).isNotEqualTo(old);
        validate(KeyPairPem.certificate(renewed.chain()), authority, later);
    }

    @Test
    void replacesAnAuthorityThatEndsSoonWithAllItIssued() throws Exception {
        LocalCertificateAuthority old = open(NOW);
        IssuedCertificate before = old.issue(List.of("a.example.com"));
        String oldCertificate = old.certificatePem();
        Instant later = NOW.plus(Duration.ofDays(3600));

        LocalCertificateAuthority authority = open(later);
        assertThat(authority.certificatePem()).isNotEqualTo(oldCertificate);
        IssuedCertificate after = authority.issue(List.of("a.example.com"));
        assertThat(after).isNotEqualTo(before);
        validate(KeyPairPem.certificate(after.chain()), authority, later);
        assertThat(filesIn(cache.root())).containsExactly(authority.certificateFile().getParent());
    }

    @Test
    void makesDamagedFilesAnew() throws Exception {
        LocalCertificateAuthority authority = open(NOW);
        authority.issue(List.of("a.example.com"));
        Path issued = filesIn(cache.root().resolve("ca/issued")).getFirst();
        Files.writeString(issued, "-----BEGIN CERTIFICATE-----\nAAAA\n");
        assertThat(belongTogether(authority.issue(List.of("a.example.com")))).isTrue();

        Files.writeString(cache.root().resolve("ca/ca.key"), "");
        LocalCertificateAuthority again = open(NOW);
        validate(KeyPairPem.certificate(again.issue(List.of("a.example.com")).chain()), again, NOW);
    }

    @Test
    void keepsKeysToThisUser() throws Exception {
        open(NOW).issue(List.of("a.example.com"));
        for (Path file :
                List.of(
                        cache.root().resolve("ca/ca.key"),
                        filesIn(cache.root().resolve("ca/issued")).getFirst())) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
        assertThat(open(NOW).issue(List.of("a.example.com")).toString()).doesNotContain("BEGIN");
    }

    @Test
    void isMadeOnceWhenManyOpenItAtATime() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<String> open = () -> open(NOW).certificatePem();
            Set<String> seen =
                    Set.copyOf(
                            threads
                                    .invokeAll(IntStream.range(0, 16).mapToObj(_ -> open).toList())
                                    .stream()
                                    .map(Future::resultNow)
                                    .toList());
            assertThat(seen).hasSize(1);
        }
    }

    @Test
    void refusesToIssueForNobody() throws Exception {
        LocalCertificateAuthority authority = open(NOW);
        assertThatThrownBy(() -> authority.issue(List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private LocalCertificateAuthority open(Instant now) throws IOException {
        return LocalCertificateAuthority.open(cache, InstantSource.fixed(now));
    }

    private static void validate(
            X509Certificate certificate, LocalCertificateAuthority authority, Instant now)
            throws Exception {
        X509Certificate root = KeyPairPem.certificate(authority.certificatePem());
        PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(root, null)));
        parameters.setRevocationEnabled(false);
        parameters.setDate(Date.from(now));
        CertPathValidator.getInstance("PKIX")
                .validate(
                        CertificateFactory.getInstance("X.509")
                                .generateCertPath(List.of(certificate)),
                        parameters);
    }

    private static boolean belongTogether(IssuedCertificate issued) throws Exception {
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(KeyPairPem.privateKey(issued.key()));
        signature.update(new byte[] {1, 2, 3});
        byte[] signed = signature.sign();
        signature.initVerify(KeyPairPem.certificate(issued.chain()));
        signature.update(new byte[] {1, 2, 3});
        return signature.verify(signed);
    }

    private static List<Path> filesIn(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }
}
