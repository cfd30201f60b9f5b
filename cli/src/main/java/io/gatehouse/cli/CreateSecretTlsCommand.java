// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

import io.gatehouse.config.Bytes;
import io.gatehouse.config.Finding;
import io.gatehouse.config.ObjectMeta;
import io.gatehouse.config.codec.ObjectWriter;
import io.gatehouse.config.codec.ObjectWriter.SecretValues;
import io.gatehouse.config.codec.ReadLimits;
import io.gatehouse.config.codec.ReadResult;
import io.gatehouse.config.codec.YamlReader;
import io.gatehouse.config.core.Secret;
import io.gatehouse.config.core.SecretValue;
import io.gatehouse.config.core.TlsSecret;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `gatehouse create secret tls`: the same object, options and words as kubectl's.
@Command(
        name = "tls",
        description = {
            "Create a TLS Secret from a certificate and its key, both PEM.",
            "Writes DIR/NAME.yaml, which a running gatehouse takes up at once; without --dir, prints it."
        },
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  gatehouse create secret tls my-tls-secret --cert=tls.crt --key=tls.key --dir my-app",
            "  gatehouse create secret tls my-tls-secret --cert=tls.crt --key=tls.key \\",
            "      --dry-run=client -o yaml"
        })
final class CreateSecretTlsCommand implements Runnable {
    /// Whether to write nothing.
    enum DryRun {
        NONE,
        CLIENT;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// How to print what is created.
    enum Output {
        YAML,
        JSON,
        NAME;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Console console;
    private final ObjectWriter writer = new ObjectWriter(SecretValues.SHOWN);

    @Parameters(paramLabel = "NAME", description = "Of the Secret.")
    private String name = "";

    @Option(
            names = "--cert",
            required = true,
            paramLabel = "FILE",
            description = "The certificate, or its chain with the server's own first.")
    private Path cert = Path.of("");

    @Option(
            names = "--key",
            required = true,
            paramLabel = "FILE",
            description = "The certificate's private key, not encrypted.")
    private Path key = Path.of("");

    @Option(names = "--dir", paramLabel = "DIR", description = "Where to write NAME.yaml.")
    private Optional<Path> directory = Optional.empty();

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAMESPACE",
            description = "Of the Secret; left out, it is read as in \"default\".")
    private Optional<String> namespace = Optional.empty();

    @Option(names = "--force", description = "Replace a file that is there already.")
    private boolean force;

    @Option(
            names = "--dry-run",
            arity = "0..1",
            fallbackValue = "client",
            paramLabel = "MODE",
            description = "${COMPLETION-CANDIDATES}: write nothing.")
    private DryRun dryRun = DryRun.NONE;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "Print what is created: ${COMPLETION-CANDIDATES}.")
    private Optional<Output> output = Optional.empty();

    CreateSecretTlsCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        Secret secret = secret();
        check(secret);
        boolean write = dryRun == DryRun.NONE && directory.isPresent();
        if (write) {
            new CreatedFile(directory.orElseThrow(), secret.key())
                    .write(writer.yaml(secret), force);
        }
        boolean printed = dryRun == DryRun.NONE && directory.isEmpty();
        Optional<Output> format = output.or(() -> printed ? Optional.of(Output.YAML) : output);
        console.out().print(format.map(f -> text(secret, f)).orElseGet(() -> message(write)));
    }

    private Secret secret() {
        SortedMap<String, SecretValue> data = new TreeMap<>();
        data.put("tls.crt", content("--cert", cert));
        data.put("tls.key", content("--key", key));
        ObjectMeta metadata = ObjectMeta.named(namespace.orElse(""), name, new TreeMap<>());
        return new Secret(metadata, Secret.TLS_TYPE, data, Optional.empty());
    }

    private static SecretValue content(String option, Path file) {
        return new SecretValue(Bytes.of(UserFile.read(option, file)));
    }

    /// A name that would be refused when read, and a pair that would not work, are refused here.
    private void check(Secret secret) {
        for (ReadResult result : new YamlReader(ReadLimits.DEFAULT).read("", writer.yaml(secret))) {
            if (result instanceof ReadResult.Refused refused) {
                Finding first = refused.findings().getFirst();
                throw CommandFailure.wrongUse(first.field() + ": " + first.message());
            }
        }
        if (TlsSecret.of(secret) instanceof TlsSecret.Unusable(String why)) {
            throw CommandFailure.failed(
                    "%s and %s make no TLS secret: %s (here tls.crt is --cert, tls.key is --key)"
                            .formatted(cert, key, why));
        }
    }

    private String text(Secret secret, Output format) {
        return switch (format) {
            case YAML -> writer.yaml(secret);
            case JSON -> writer.json(secret);
            case NAME -> "secret/" + name + "\n";
        };
    }

    private String message(boolean written) {
        return "secret/" + name + (written ? " created\n" : " created (dry run)\n");
    }
}
