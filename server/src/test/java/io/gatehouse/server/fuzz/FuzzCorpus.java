// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// Good YAML to start from: the inputs of all golden cases and recorded cases.
///
/// @param fields every name of a field in it
/// @param values everything that stands in a field
record FuzzCorpus(List<Sample> samples, List<String> fields, List<Object> values) {
    private static final Path RESOURCES = Path.of("src/test/resources");

    /// @param documents as trees of maps, lists and scalars
    record Sample(String name, String text, List<Object> documents) {}

    static FuzzCorpus load() {
        List<Sample> samples = new ArrayList<>();
        for (Path file : files("golden", "input.yaml")) {
            add(samples, RESOURCES.relativize(file).toString(), read(file));
        }
        for (Path file : files("corpus/cases", ".yaml")) {
            if (new Load(LoadSettings.builder().build()).loadFromString(read(file))
                    instanceof List<?> cases) {
                for (Object recorded : cases) {
                    if (recorded instanceof Map<?, ?> fields
                            && fields.get("config") instanceof String config) {
                        add(samples, String.valueOf(fields.get("name")), config);
                    }
                }
            }
        }
        Set<String> fields = new LinkedHashSet<>();
        Set<Object> values = new LinkedHashSet<>();
        samples.forEach(sample -> collect(sample.documents, fields, values));
        return new FuzzCorpus(List.copyOf(samples), List.copyOf(fields), List.copyOf(values));
    }

    /// Those with Secrets seldom, for judging keys takes longer than all else.
    Sample any(Random random) {
        Sample sample = samples.get(random.nextInt(samples.size()));
        return sample.text.contains("kind: Secret") && random.nextInt(20) > 0
                ? any(random)
                : sample;
    }

    private static void add(List<Sample> samples, String name, String text) {
        List<Object> documents = new ArrayList<>();
        try {
            new Load(LoadSettings.builder().build())
                    .loadAllFromString(text)
                    .forEach(document -> {
                        if (document != null) {
                            documents.add(document);
                        }
                    });
        } catch (RuntimeException _) {
            // a case about YAML that cannot be read: only its text is of use
        }
        samples.add(new Sample(name, text, List.copyOf(documents)));
    }

    private static void collect(Object tree, Set<String> fields, Set<Object> values) {
        switch (tree) {
            case Map<?, ?> map ->
                    map.forEach((key, value) -> {
                        fields.add(String.valueOf(key));
                        if (value != null) {
                            values.add(value);
                            collect(value, fields, values);
                        }
                    });
            case List<?> list ->
                    list.forEach(item -> {
                        if (item != null) {
                            collect(item, fields, values);
                        }
                    });
            default -> values.add(tree);
        }
    }

    private static List<Path> files(String folder, String ending) {
        Path root = RESOURCES.resolve(folder);
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
