// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.golden;

import com.google.protobuf.Message;
import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.Finding;
import io.gatehouse.engine.DeliveryLimits;
import io.gatehouse.envoy.EnvoyJson;
import io.gatehouse.server.GivenYaml;
import io.gatehouse.server.TestGroups;
import io.gatehouse.server.Translation;
import io.gatehouse.testing.EnvoyResources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A folder with an `input.yaml` and, beside it, what is expected to come of it.
///
/// @param name such as `match/uri-prefix`
record GoldenCase(String name, Path folder) {
    /// When all cases take place.
    private static final Instant NOW = Instant.parse("2027-01-01T00:00:00Z");

    static final String INPUT = "input.yaml";
    private static final String FINDINGS = "findings.txt";

    static List<GoldenCase> allBelow(Path root) {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.endsWith(INPUT))
                    .map(Path::getParent)
                    .sorted()
                    .map(folder ->
                            new GoldenCase(
                                    root.relativize(folder).toString().replace('\\', '/'), folder))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    GivenYaml input() {
        return GivenYaml.of(read(folder.resolve(INPUT)));
    }

    Translation translate(List<ConfigObject> objects) {
        return Translation.of(objects, TestGroups.INGRESS, NOW, limits());
    }

    private DeliveryLimits limits() {
        return name.startsWith("scoped-routes/")
                ? new DeliveryLimits(1, 1, name.endsWith("/on-demand"))
                : DeliveryLimits.DEFAULT;
    }

    /// By name of file, what comes of the input; empty files are left out.
    SortedMap<String, String> actual() {
        GivenYaml input = input();
        Translation translation = translate(input.objects());
        EnvoyResources resources = TranslatedResources.of(translation);
        SortedMap<String, String> files = new TreeMap<>();
        put(files, "listeners.json", resources.listeners());
        put(files, "scopes.json", resources.scopes());
        put(files, "routes.json", resources.routes());
        put(files, "clusters.json", resources.clusters());
        put(files, "endpoints.json", resources.endpoints());
        put(files, "secrets.json", resources.secrets());
        put(files, "policies.json", resources.policies());
        String findings =
                Stream.concat(input.findings().stream(), translation.findings().stream())
                        .map(GoldenCase::line)
                        .collect(Collectors.joining());
        if (!findings.isEmpty()) {
            files.put(FINDINGS, findings);
        }
        return files;
    }

    /// By name of file, what is expected.
    SortedMap<String, String> expected() {
        SortedMap<String, String> files = new TreeMap<>();
        expectedFiles().forEach(file -> files.put(file.getFileName().toString(), read(file)));
        return files;
    }

    /// Makes what comes of the input the expectation.
    void update() throws IOException {
        SortedMap<String, String> files = actual();
        for (Path file : expectedFiles()) {
            if (!files.containsKey(file.getFileName().toString())) {
                Files.delete(file);
            }
        }
        for (var file : files.entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }
    }

    private List<Path> expectedFiles() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> !file.endsWith(INPUT)).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void put(
            SortedMap<String, String> files, String name, List<? extends Message> resources) {
        if (!resources.isEmpty()) {
            files.put(
                    name,
                    resources.stream()
                            .map(EnvoyJson::redacted)
                            .collect(Collectors.joining(",\n", "[\n", "\n]\n")));
        }
    }

    private static String line(Finding finding) {
        return "%s %s %s %s: %s\n"
                .formatted(
                        finding.severity(),
                        finding.code().id(),
                        finding.object().map(Object::toString).orElse("-"),
                        finding.field(),
                        finding.message());
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
