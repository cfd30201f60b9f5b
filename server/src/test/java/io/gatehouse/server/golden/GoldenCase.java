// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.golden;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.Secret;
import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.Finding;
import io.gatehouse.envoy.EnvoyJson;
import io.gatehouse.server.GivenYaml;
import io.gatehouse.server.TestGroups;
import io.gatehouse.server.Translation;
import io.gatehouse.testing.EnvoyResources;
import io.gatehouse.xds.ResourceType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A folder with an `input.yaml` and, beside it, what is expected to come of it.
///
/// @param name such as `match/uri-prefix`
record GoldenCase(String name, Path folder) {
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

    /// When all cases take place.
    private static final Instant NOW = Instant.parse("2027-01-01T00:00:00Z");

    GivenYaml input() {
        return GivenYaml.of(read(folder.resolve(INPUT)));
    }

    static Translation translate(List<ConfigObject> objects) {
        return Translation.of(objects, TestGroups.INGRESS, NOW);
    }

    /// By name of file, what comes of the input; empty files are left out.
    SortedMap<String, String> actual() {
        GivenYaml input = input();
        Translation translation = translate(input.objects());
        EnvoyResources resources = resources(translation);
        SortedMap<String, String> files = new TreeMap<>();
        put(files, "listeners.json", resources.listeners());
        put(files, "routes.json", resources.routes());
        put(files, "clusters.json", resources.clusters());
        put(files, "endpoints.json", resources.endpoints());
        put(files, "secrets.json", resources.secrets());
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

    static EnvoyResources resources(Translation translation) {
        return new EnvoyResources(
                all(translation, ResourceType.LISTENER, Listener.class),
                all(translation, ResourceType.ROUTE, RouteConfiguration.class),
                all(translation, ResourceType.CLUSTER, Cluster.class),
                all(translation, ResourceType.ENDPOINT, ClusterLoadAssignment.class),
                all(translation, ResourceType.SECRET, Secret.class));
    }

    private List<Path> expectedFiles() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> !file.endsWith(INPUT)).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <T extends Message> List<T> all(
            Translation translation, ResourceType type, Class<T> message) {
        List<T> all = new ArrayList<>();
        translation.resources().values().stream()
                .filter(resource -> resource.name().type() == type)
                .forEach(resource -> {
                    try {
                        all.add(resource.body().unpack(message));
                    } catch (InvalidProtocolBufferException e) {
                        throw new AssertionError(resource.name() + " is malformed", e);
                    }
                });
        return all;
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
