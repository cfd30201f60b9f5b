// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.golden;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// The fields of objects that the cases of the corpus are about, but for those that are refused.
///
/// @param paths below `spec`, such as `http[].match[].headers.x-a.exact`, by kind
record CorpusFields(SortedMap<String, SortedSet<String>> paths) {
    private static final Path CASES = Path.of("src/test/resources/corpus/cases");
    private static final LoadSettings SETTINGS =
            LoadSettings.builder().setCodePointLimit(50_000_000).build();

    static CorpusFields read() throws IOException {
        CorpusFields fields = new CorpusFields(new TreeMap<>());
        try (Stream<Path> files = Files.list(CASES)) {
            for (Path file : files.toList()) {
                for (Object each :
                        (List<?>) new Load(SETTINGS).loadFromString(Files.readString(file))) {
                    fields.addCase((Map<?, ?>) each);
                }
            }
        }
        return fields;
    }

    /// Whether one has that field; as a part of another, too (`trafficPolicy` of a subset), and the
    /// values of a map under any key.
    boolean show(String kind, String field) {
        String segments =
                Arrays.stream(field.split("\\."))
                        .map(Pattern::quote)
                        .collect(Collectors.joining("(\\.[^.]+)?\\."));
        Pattern pattern = Pattern.compile("(.*\\.)?" + segments + "(\\[])?");
        return paths.getOrDefault(kind, new TreeSet<>()).stream()
                .anyMatch(path -> pattern.matcher(path).matches());
    }

    private void addCase(Map<?, ?> fields) {
        if (fields.containsKey("rejected")) {
            return;
        }
        for (Object document :
                new Load(SETTINGS).loadAllFromString(String.valueOf(fields.get("config")))) {
            if (document instanceof Map<?, ?> object) {
                SortedSet<String> ofKind =
                        paths.computeIfAbsent(
                                String.valueOf(object.get("kind")), _ -> new TreeSet<>());
                collect("", object.get("spec"), ofKind);
            }
        }
    }

    private static void collect(String path, @Nullable Object value, SortedSet<String> paths) {
        paths.add(path);
        switch (value) {
            case Map<?, ?> map ->
                    map.forEach((name, of) ->
                            collect(path.isEmpty() ? name + "" : path + "." + name, of, paths));
            case List<?> list -> list.forEach(of -> collect(path + "[]", of, paths));
            case null, default -> {}
        }
    }
}
