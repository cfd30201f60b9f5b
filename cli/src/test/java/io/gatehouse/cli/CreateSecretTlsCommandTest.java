// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.server.certificate.IssuedCertificate;
import io.gatehouse.server.envoy.CacheDirectory;
import io.gatehouse.server.standalone.LocalCertificateAuthority;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CreateSecretTlsCommandTest {
    @TempDir private Path scratch;
    private Path directory = Path.of("");
    private Path cert = Path.of("");
    private Path key = Path.of("");
    private Path otherKey = Path.of("");

    @BeforeEach
    void certificates() throws IOException {
        LocalCertificateAuthority authority =
                LocalCertificateAuthority.open(
                        new CacheDirectory(scratch.resolve("ca")), InstantSource.system());
        IssuedCertificate issued = authority.issue(List.of("shop.example.com"));
        cert = Files.writeString(scratch.resolve("tls.crt"), issued.chain());
        key = Files.writeString(scratch.resolve("tls.key"), issued.key());
        otherKey =
                Files.writeString(
                        scratch.resolve("other.key"), authority.issue(List.of("b")).key());
        directory = Files.createDirectory(scratch.resolve("config"));
    }

    private CommandRun create(String... more) {
        return create(cert, key, more);
    }

    private static CommandRun create(Path cert, Path key, String... more) {
        List<String> args =
                new ArrayList<>(
                        List.of("create", "secret", "tls", "--cert=" + cert, "--key=" + key));
        args.addAll(Arrays.asList(more));
        return CommandRun.of(args.toArray(String[]::new));
    }

    private static String base64(Path file) throws IOException {
        return Base64.getEncoder().encodeToString(Files.readAllBytes(file));
    }

    private List<String> filesWritten() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void writesWhatKubectlWouldMake() throws IOException {
        CommandRun run = create("shop", "--dir", directory.toString(), "-n", "web");

        assertThat(run).isEqualTo(new CommandRun(0, "secret/shop created\n", ""));
        assertThat(filesWritten()).containsExactly("shop.yaml");
        Path file = directory.resolve("shop.yaml");
        assertThat(file)
                .hasContent(
                        """
                        apiVersion: v1
                        data:
                          tls.crt: %s
                          tls.key: %s
                        kind: Secret
                        metadata:
                          name: shop
                          namespace: web
                        type: kubernetes.io/tls
                        """
                                .formatted(base64(cert), base64(key)));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void withoutADirectoryItIsPrinted() throws IOException {
        CommandRun run = create("shop");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .startsWith("apiVersion: v1\ndata:\n  tls.crt: " + base64(cert) + "\n")
                .endsWith("metadata:\n  name: shop\ntype: kubernetes.io/tls\n");
        assertThat(create("shop", "--dry-run=client", "-o", "yaml")).isEqualTo(run);
    }

    @Test
    void aDryRunWritesNothing() throws IOException {
        String dir = directory.toString();

        assertThat(create("shop", "--dir", dir, "--dry-run=client").out())
                .isEqualTo("secret/shop created (dry run)\n");
        assertThat(create("shop", "--dir", dir, "--dry-run=client", "-o", "name").out())
                .isEqualTo("secret/shop\n");
        assertThat(create("shop", "--dir", dir, "--dry-run=client", "-o", "json").out())
                .contains("\"kind\": \"Secret\"");
        assertThat(filesWritten()).isEmpty();
    }

    @Test
    void whatIsThereIsReplacedOnlyByForce() throws IOException {
        String dir = directory.toString();
        Path file = Files.writeString(directory.resolve("shop.yaml"), "# mine\n");

        CommandRun other = create("shop", "--dir", dir);
        assertThat(other.exitCode()).isEqualTo(1);
        assertThat(other.err())
                .isEqualTo(
                        "error: "
                                + file
                                + " exists and holds something else (--force replaces it)\n");
        assertThat(file).hasContent("# mine\n");

        assertThat(create("shop", "--dir", dir, "--force").exitCode()).isZero();
        CommandRun same = create("shop", "--dir", dir);
        assertThat(same.exitCode()).isEqualTo(1);
        assertThat(same.err())
                .isEqualTo(
                        "error: failed to create secret secrets \"shop\" already exists (in "
                                + file
                                + "; --force replaces it)\n");
        assertThat(filesWritten()).containsExactly("shop.yaml");
    }

    @Test
    void aPairThatDoesNotFitIsRefused() throws IOException {
        CommandRun run = create(cert, otherKey, "shop", "--dir", directory.toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("tls.key is not the key of the certificate in tls.crt");
        assertThat(filesWritten()).isEmpty();
        assertThat(create(key, cert, "shop").err()).contains("holds no certificate");
    }

    @Test
    void whatIsNoPemIsRefusedWithoutShowingIt() throws IOException {
        Path text = Files.writeString(scratch.resolve("x"), "sesame", StandardCharsets.UTF_8);

        CommandRun run = create(cert, text, "shop");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("holds no private key").doesNotContain("sesame");
    }

    @Test
    void filesThatAreNotThere() {
        CommandRun run = create(scratch.resolve("nope"), key, "shop");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .isEqualTo(
                        "error: cannot read --cert %s: no such file or directory\n"
                                .formatted(scratch.resolve("nope")));
        assertThat(create(cert, scratch, "shop").err())
                .isEqualTo(
                        "error: --key %s is a directory (expected: a file)\n".formatted(scratch));
        CommandRun nowhere = create("shop", "--dir", scratch.resolve("nowhere").toString());
        assertThat(nowhere.exitCode()).isEqualTo(2);
        assertThat(nowhere.err()).startsWith("error: no such directory: ");
    }

    @Test
    void namesThatNobodyWouldReadBack() throws IOException {
        for (String name : List.of("Shop", "../shop", "a_b")) {
            CommandRun run = create(name, "--dir", directory.toString());

            assertThat(run.exitCode()).as(name).isEqualTo(2);
            assertThat(run.err()).startsWith("error: metadata.name: ");
        }
        assertThat(create("", "--dir", directory.toString()).exitCode()).isEqualTo(2);
        assertThat(create("shop", "-n", "A").err()).startsWith("error: metadata.namespace: ");
        assertThat(filesWritten()).isEmpty();
        assertThat(scratch.resolve("shop.yaml")).doesNotExist();
    }

    @Test
    void bothFilesAndTheNameMustBeGiven() {
        assertThat(CommandRun.of("create", "secret", "tls", "shop").err())
                .startsWith("error: Missing required options: '--cert=FILE', '--key=FILE'");
        assertThat(create().err()).startsWith("error: Missing required parameter: 'NAME'");
    }
}
