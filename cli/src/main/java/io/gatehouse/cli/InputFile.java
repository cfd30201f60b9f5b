// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

import io.gatehouse.config.Bytes;
import io.gatehouse.config.file.ObjectFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// A file of configuration.
///
/// @param name for the user
record InputFile(String name, Bytes content) {
    private static final String STANDARD_INPUT = "-";

    /// What the user means: a file as it is named, `-` for the standard input, and of a directory
    /// what `gatehouse run` would read of it.
    static List<InputFile> all(List<String> names, Console console) {
        List<InputFile> files = new ArrayList<>();
        for (String name : names) {
            Path path = Path.of(name);
            if (name.equals(STANDARD_INPUT)) {
                files.add(standardInput(console));
            } else if (Files.isDirectory(path)) {
                below(path).forEach(file -> files.add(of(file)));
            } else {
                files.add(of(path));
            }
        }
        return files;
    }

    private static InputFile of(Path file) {
        return new InputFile(file.toString(), Bytes.of(UserFile.read("", file)));
    }

    private static InputFile standardInput(Console console) {
        try {
            return new InputFile(STANDARD_INPUT, Bytes.of(UserFile.bounded(console.in())));
        } catch (IOException e) {
            throw CommandFailure.wrongUse("cannot read the standard input: " + e.getMessage());
        }
    }

    private static List<Path> below(Path directory) {
        try (Stream<Path> paths = Files.walk(directory, FileVisitOption.FOLLOW_LINKS)) {
            return paths.filter(path -> isConfig(directory.relativize(path)))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw UserFile.unreadable("", directory, e);
        } catch (UncheckedIOException e) {
            throw UserFile.unreadable("all of", directory, Objects.requireNonNull(e.getCause()));
        }
    }

    private static boolean isConfig(Path path) {
        for (Path part : path) {
            if (part.toString().startsWith(".")) {
                return false;
            }
        }
        return ObjectFile.isName(path.getFileName().toString());
    }
}
