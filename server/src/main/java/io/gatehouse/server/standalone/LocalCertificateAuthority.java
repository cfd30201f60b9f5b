// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.standalone;

import io.gatehouse.server.certificate.CertificateTemplate;
import io.gatehouse.server.certificate.IssuedCertificate;
import io.gatehouse.server.certificate.KeyPairPem;
import io.gatehouse.server.envoy.CacheDirectory;
import io.gatehouse.server.envoy.FileTree;
import io.gatehouse.server.envoy.RunDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// A certificate authority of this user's own, for development. It and the certificates it issued
/// are kept in the cache directory and used again; several processes may share it.
public final class LocalCertificateAuthority {
    private static final String DIRECTORY = "ca";
    private static final String CERTIFICATE = "ca.crt";
    private static final String KEY = "ca.key";
    private static final Duration RENEW_AUTHORITY_BEFORE_END = Duration.ofDays(365);
    private static final Duration RENEW_BEFORE_END = Duration.ofDays(30);

    private final CacheDirectory cache;
    private final Path directory;
    private final InstantSource clock;
    private final X509Certificate certificate;
    private final PrivateKey key;

    private LocalCertificateAuthority(
            CacheDirectory cache,
            Path directory,
            InstantSource clock,
            X509Certificate certificate,
            PrivateKey key) {
        this.cache = cache;
        this.directory = directory;
        this.clock = clock;
        this.certificate = certificate;
        this.key = key;
    }

    /// The one in the cache; made if there is none, or if it ends soon or is damaged.
    public static LocalCertificateAuthority open(CacheDirectory cache, InstantSource clock)
            throws IOException {
        Path directory = cache.root().resolve(DIRECTORY);
        Optional<LocalCertificateAuthority> kept = read(cache, directory, clock);
        if (kept.isPresent()) {
            return kept.get();
        }
        create(cache, directory, clock.instant());
        return read(cache, directory, clock)
                .orElseThrow(() -> new IOException("cannot read back the CA in " + directory));
    }

    /// What a client must trust: `curl --cacert`.
    public Path certificateFile() {
        return directory.resolve(CERTIFICATE);
    }

    /// The authority's own certificate, in PEM.
    public String certificatePem() throws IOException {
        return Files.readString(certificateFile());
    }

    /// A certificate for exactly these hosts (DNS names, with wildcards, or IP addresses): the one
    /// issued before where that is good for another while.
    public IssuedCertificate issue(Collection<String> hosts) throws IOException {
        List<String> names = List.copyOf(new TreeSet<>(hosts));
        if (names.isEmpty()) {
            throw new IllegalArgumentException("hosts: none (expected: at least one)");
        }
        try {
            Path file = cache.privateDirectory(DIRECTORY + "/issued").resolve(id(names) + ".pem");
            Optional<IssuedCertificate> kept = issuedBefore(file);
            return kept.isPresent() ? kept.get() : issueTo(file, names);
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private IssuedCertificate issueTo(Path file, List<String> hosts)
            throws GeneralSecurityException, IOException {
        KeyPair keys = CertificateTemplate.newKeys();
        X509Certificate issued =
                CertificateTemplate.server(keys, hosts, certificate, key, clock.instant());
        String chain = KeyPairPem.text(issued);
        String keyText = KeyPairPem.text(keys.getPrivate());
        // Temporary files are for their owner only, and key and certificate appear as one.
        Path part = Files.createTempFile(file.getParent(), "issued-", ".part");
        Files.writeString(part, keyText + chain);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        return new IssuedCertificate(chain, keyText);
    }

    private Optional<IssuedCertificate> issuedBefore(Path file) throws IOException {
        try {
            String text = Files.readString(file);
            X509Certificate issued = KeyPairPem.certificate(text);
            issued.verify(certificate.getPublicKey());
            if (endsWithin(RENEW_BEFORE_END, issued, clock.instant())) {
                return Optional.empty();
            }
            String keyText = KeyPairPem.text(KeyPairPem.privateKey(text));
            return Optional.of(new IssuedCertificate(KeyPairPem.text(issued), keyText));
        } catch (NoSuchFileException | GeneralSecurityException _) {
            return Optional.empty();
        }
    }

    private static Optional<LocalCertificateAuthority> read(
            CacheDirectory cache, Path directory, InstantSource clock) throws IOException {
        try {
            X509Certificate certificate =
                    KeyPairPem.certificate(Files.readString(directory.resolve(CERTIFICATE)));
            PrivateKey key = KeyPairPem.privateKey(Files.readString(directory.resolve(KEY)));
            if (endsWithin(RENEW_AUTHORITY_BEFORE_END, certificate, clock.instant())) {
                return Optional.empty();
            }
            return Optional.of(
                    new LocalCertificateAuthority(cache, directory, clock, certificate, key));
        } catch (NoSuchFileException | GeneralSecurityException _) {
            return Optional.empty();
        }
    }

    /// Key and certificate appear in one step, as a directory; who comes second keeps the first
    /// one's.
    private static void create(CacheDirectory cache, Path directory, Instant now)
            throws IOException {
        Path part = Files.createTempDirectory(cache.directory(""), DIRECTORY + "-");
        try {
            KeyPair keys = CertificateTemplate.newKeys();
            X509Certificate certificate =
                    CertificateTemplate.authority(keys, "Gatehouse local CA", now);
            RunDirectory files = new RunDirectory(part);
            files.write(KEY, KeyPairPem.text(keys.getPrivate()));
            files.write(CERTIFICATE, KeyPairPem.text(certificate));
            publish(cache, part, directory, now);
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        } finally {
            new FileTree(part).delete();
        }
    }

    private static void publish(CacheDirectory cache, Path part, Path directory, Instant now)
            throws IOException {
        try {
            Files.move(part, directory, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) { // there is one, and a directory is not replaced
            if (read(cache, directory, InstantSource.fixed(now)).isEmpty()) {
                Path old = Files.createTempDirectory(cache.root(), DIRECTORY + "-old-");
                Files.move(directory, old, StandardCopyOption.ATOMIC_MOVE);
                new FileTree(old).delete();
                Files.move(part, directory, StandardCopyOption.ATOMIC_MOVE);
            }
        }
    }

    private static boolean endsWithin(Duration time, X509Certificate certificate, Instant now) {
        return certificate.getNotAfter().toInstant().isBefore(now.plus(time));
    }

    private static String id(List<String> hosts) throws GeneralSecurityException {
        byte[] digest =
                MessageDigest.getInstance("SHA-256")
                        .digest(String.join("\n", hosts).getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest, 0, 16);
    }
}
