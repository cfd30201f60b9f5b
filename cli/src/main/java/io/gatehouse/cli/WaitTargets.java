// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.Finding;
import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.Severity;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the arguments of `gatehouse wait` mean, in their order and each object once.
///
/// @param errors of files, because of which no waiting helps
record WaitTargets(List<WaitTarget> all, List<Finding> errors) {
    WaitTargets {
        all = List.copyOf(all);
        errors = List.copyOf(errors);
    }

    /// @param namespace of those that are named
    static WaitTargets parse(List<String> arguments, String namespace, Console console) {
        Map<ObjectKey, WaitTarget> targets = new LinkedHashMap<>();
        List<Finding> errors = new ArrayList<>();
        for (String argument : arguments) {
            if (isFile(argument)) {
                Validation read = Validation.reading(InputFile.all(List.of(argument), console));
                read.findings().stream()
                        .filter(finding -> finding.severity() == Severity.ERROR)
                        .forEach(errors::add);
                read.objects().forEach(object -> add(object, targets));
            } else {
                ObjectKey key = named(argument, namespace);
                targets.putIfAbsent(key, new WaitTarget(key, Optional.empty()));
            }
        }
        if (targets.isEmpty() && errors.isEmpty()) {
            throw CommandFailure.wrongUse(
                    "no objects that gatehouse reads in " + String.join(", ", arguments));
        }
        return new WaitTargets(List.copyOf(targets.values()), errors);
    }

    private static void add(ConfigObject object, Map<ObjectKey, WaitTarget> targets) {
        targets.put(object.key(), new WaitTarget(object.key(), Optional.of(object)));
    }

    private static boolean isFile(String argument) {
        try {
            return argument.equals("-") || Files.exists(Path.of(argument));
        } catch (InvalidPathException _) {
            return false;
        }
    }

    private static ObjectKey named(String argument, String namespace) {
        String[] pair = argument.split("/", -1);
        Optional<Kind> kind =
                pair.length == 2 && !pair[1].isEmpty()
                        ? Resource.kindNamed(pair[0])
                        : Optional.empty();
        return kind.map(it -> new ObjectKey(it, it.namespaced() ? namespace : "", pair[1]))
                .orElseThrow(() ->
                        CommandFailure.wrongUse(
                                "found \"%s\" (expected: a file or directory that exists, or TYPE/NAME)"
                                        .formatted(argument)));
    }
}
