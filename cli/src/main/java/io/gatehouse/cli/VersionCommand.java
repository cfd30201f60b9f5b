// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

import io.gatehouse.config.codec.JsonText;
import io.gatehouse.config.codec.YamlText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;

/// `gatehouse version`.
@Command(name = "version", description = "Show the version of gatehouse and of its Java.")
final class VersionCommand implements Runnable {
    private final Console console;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "${COMPLETION-CANDIDATES}")
    private TextOutput output = TextOutput.TEXT;

    VersionCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        Map<String, String> versions = new TreeMap<>();
        versions.put("gatehouse", version());
        versions.put("java", Runtime.version().toString());
        console.out()
                .print(
                        switch (output) {
                            case TEXT -> text() + "\n";
                            case JSON -> JsonText.pretty(versions);
                            case YAML -> YamlText.of(versions);
                        });
    }

    private static String text() {
        return "gatehouse %s (Java %s)".formatted(version(), Runtime.version());
    }

    static String version() {
        Properties properties = new Properties();
        try (InputStream in = VersionCommand.class.getResourceAsStream("version.properties")) {
            properties.load(Objects.requireNonNull(in, "version.properties is missing"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version", "unknown");
    }

    /// For `--version`.
    static final class Provider implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {text()};
        }
    }
}
