// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.config.Finding;
import io.gatehouse.engine.FileMaterial;
import io.gatehouse.engine.MaterialOrigin.KeyPairFiles;
import io.gatehouse.engine.MaterialOrigin.OnProxy;
import io.gatehouse.server.GivenYaml;
import io.gatehouse.server.TestCertificates;
import io.gatehouse.server.certificate.IssuedCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateFilesTest implements CertificateFiles.Sink {
    @TempDir Path directory;

    private final Map<OnProxy, FileMaterial> given = new ConcurrentHashMap<>();
    private volatile List<Finding> findings = List.of();
    private final CertificateFiles files = new CertificateFiles(this);

    @Override
    public void set(OnProxy key, FileMaterial content) {
        given.put(key, content);
    }

    @Override
    public void forget(OnProxy key) {
        given.remove(key);
    }

    @Override
    public void findings(List<Finding> now) {
        findings = now;
    }

    @AfterEach
    void close() {
        files.close();
    }

    @Test
    void whatAGatewayNamesIsThereAtOnceAndGoesWithIt() throws IOException {
        write(TestCertificates.issue("a.example.com"));
        supply(true);
        assertThat(problem()).isEmpty();

        supply(false);
        assertThat(given).isEmpty();
    }

    @Test
    void aMissingFileIsToldAndServedWhenItComes() throws IOException {
        supply(true);
        assertThat(given.get(keyPair()))
                .isEqualTo(
                        new FileMaterial.Unreadable("file " + certificate() + " does not exist"));

        write(TestCertificates.issue("a.example.com"));
        await().until(() -> problem().isEmpty());
    }

    @Test
    void halfAReplacementLeavesTheOldPairInUse() throws IOException {
        write(TestCertificates.issue("a.example.com"));
        supply(true);
        FileMaterial old = Objects.requireNonNull(given.get(keyPair()));

        IssuedCertificate next = TestCertificates.issue("b.example.com");
        Files.writeString(certificate(), next.chain());
        await().until(() -> !findings.isEmpty());
        assertThat(findings.getFirst().message())
                .contains("is not the key of the certificate")
                .contains("what was there before stays in use");
        assertThat(given.get(keyPair())).isEqualTo(old);

        Files.writeString(key(), next.key());
        await().until(() -> !old.equals(given.get(keyPair())) && findings.isEmpty());
        assertThat(problem()).isEmpty();
    }

    private Optional<String> problem() {
        return Optional.ofNullable(given.get(keyPair()))
                .flatMap(material -> CertificateFileReader.problem(keyPair(), material));
    }

    private void write(IssuedCertificate issued) throws IOException {
        Files.writeString(certificate(), issued.chain());
        Files.writeString(key(), issued.key());
    }

    private Path certificate() {
        return directory.resolve("tls.crt");
    }

    private Path key() {
        return directory.resolve("tls.key");
    }

    private KeyPairFiles keyPair() {
        return new KeyPairFiles(certificate().toString(), key().toString());
    }

    private void supply(boolean named) {
        String tls =
                named
                        ? "{mode: SIMPLE, serverCertificate: %s, privateKey: %s}"
                                .formatted(certificate(), key())
                        : "{mode: SIMPLE, credentialName: cert}";
        files.supply(
                DefinedObjects.of(
                        GivenYaml.valid(
                                """
                                apiVersion: networking.istio.io/v1
                                kind: Gateway
                                metadata: {name: gw, namespace: default}
                                spec:
                                  servers:
                                  - port: {number: 443, name: https, protocol: HTTPS}
                                    hosts: [a.example.com]
                                    tls: %s
                                """
                                        .formatted(tls))));
    }
}
