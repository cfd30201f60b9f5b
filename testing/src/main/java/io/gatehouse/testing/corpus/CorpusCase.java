// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.testing.corpus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// One case: a configuration, the requests sent through a gateway that has it, and what came back.
///
/// @param rejected whether the API server refuses it, so that we must
/// @param webhook whether Istio's webhook refuses it, so that we may
public record CorpusCase(
        String name,
        String about,
        String config,
        boolean rejected,
        boolean webhook,
        List<CorpusRequest> requests) {
    /// From any module.
    public static final Path DIRECTORY = Path.of("../server/src/test/resources/corpus");

    /// The waiting time `settle` is of no interest to who awaits conditions, `surprise` and
    /// `feature` are for readers.
    private static final Set<String> FIELDS =
            Set.of(
                    "name",
                    "feature",
                    "about",
                    "surprise",
                    "config",
                    "requests",
                    "rejected",
                    "webhook",
                    "settle");

    public CorpusCase {
        requests = List.copyOf(requests);
    }

    /// Whether a machine that is busy just then can make it fail.
    public boolean isTimed() {
        return requests.stream().anyMatch(CorpusRequest::isTimed);
    }

    /// All cases, by the name of their file.
    public static SortedMap<String, List<CorpusCase>> readAll(CorpusAddresses addresses)
            throws IOException {
        SortedMap<String, List<CorpusCase>> cases = new TreeMap<>();
        Set<String> names = new TreeSet<>();
        List<Path> files;
        try (Stream<Path> listed = Files.list(DIRECTORY.resolve("cases"))) {
            files = listed.sorted().toList();
        }
        for (Path file : files) {
            List<CorpusCase> ofFile = new ArrayList<>();
            for (Object each : (List<?>) load(file, addresses)) {
                CorpusCase read = of((Map<?, ?>) each);
                if (!names.add(read.name)) {
                    throw new IllegalArgumentException(file + ": " + read.name + " is there twice");
                }
                ofFile.add(read);
            }
            cases.put(file.getFileName().toString(), ofFile);
        }
        return cases;
    }

    @Override
    public String toString() {
        return "%s (%s)".formatted(name, about);
    }

    private static Object load(Path file, CorpusAddresses addresses) throws IOException {
        LoadSettings settings = LoadSettings.builder().setCodePointLimit(50_000_000).build();
        return new Load(settings).loadFromString(addresses.here(Files.readString(file)));
    }

    private static CorpusCase of(Map<?, ?> fields) {
        if (!FIELDS.containsAll(fields.keySet())) {
            throw new IllegalArgumentException("a case has fields " + fields.keySet());
        }
        return new CorpusCase(
                String.valueOf(fields.get("name")),
                String.valueOf(fields.get("about")),
                String.valueOf(fields.get("config")),
                fields.containsKey("rejected"),
                fields.containsKey("webhook"),
                requests(fields.get("requests")));
    }

    private static List<CorpusRequest> requests(@Nullable Object written) {
        return written instanceof List<?> list
                ? list.stream().map(each -> CorpusRequest.of((Map<?, ?>) each)).toList()
                : List.of();
    }
}
