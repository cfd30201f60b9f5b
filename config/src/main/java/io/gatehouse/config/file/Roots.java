// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.file;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/// The directories and single files that a user named.
final class Roots {
    /// @param given as the user wrote it
    record Root(Path given, Path absolute, boolean directory) {}

    private final List<Root> roots;

    Roots(List<Path> given) {
        roots =
                given.stream()
                        .map(path ->
                                new Root(
                                        path,
                                        path.toAbsolutePath().normalize(),
                                        Files.isDirectory(path)))
                        .toList();
    }

    List<Root> all() {
        return roots;
    }

    /// Whether a root itself has this path.
    boolean isRoot(Path path) {
        return roots.stream().anyMatch(root -> root.absolute.equals(path));
    }

    /// The file with this absolute path, if its name and place make it one to read.
    Optional<ObjectFile> file(Path path) {
        return IntStream.range(0, roots.size())
                .boxed()
                .flatMap(i -> file(i, path).stream())
                .findFirst();
    }

    private Optional<ObjectFile> file(int index, Path path) {
        Root root = roots.get(index);
        if (path.equals(root.absolute)) {
            String name = String.valueOf(path.getFileName());
            return root.directory
                    ? Optional.empty()
                    : Optional.of(new ObjectFile(index, path, root.given.toString(), name));
        }
        if (!holds(root, path) || !ObjectFile.isName(path.getFileName().toString())) {
            return Optional.empty();
        }
        Path relative = root.absolute.relativize(path);
        return Optional.of(
                new ObjectFile(
                        index, path, root.given.resolve(relative).toString(), relative.toString()));
    }

    /// What findings about a directory are told under.
    ObjectFile directory(Path path) {
        for (int i = 0; i < roots.size(); i++) {
            Root root = roots.get(i);
            if (path.startsWith(root.absolute)) {
                Path relative = root.absolute.relativize(path);
                return new ObjectFile(
                        i, path, root.given.resolve(relative).toString(), relative.toString());
            }
        }
        return new ObjectFile(roots.size(), path, path.toString(), path.toString());
    }

    /// Whether the files of a directory are to be read.
    boolean includes(Path directory) {
        return roots.stream()
                .anyMatch(root -> root.absolute.equals(directory) || holds(root, directory));
    }

    private static boolean holds(Root root, Path path) {
        return root.directory
                && path.startsWith(root.absolute)
                && !path.equals(root.absolute)
                && StreamSupport.stream(root.absolute.relativize(path).spliterator(), false)
                        .noneMatch(part -> part.toString().startsWith("."));
    }
}
