// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.file;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.NavigableSet;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What is in a directory and those below it, symbolic links followed. Each directory is watched
/// before it is listed, so that nothing that comes in between is missed.
///
/// @param unreadable directories with what went wrong
record DirectoryScan(NavigableSet<ObjectFile> files, SortedMap<Path, IOException> unreadable) {

    static DirectoryScan of(Path directory, Roots roots, DirectoryWatcher watcher) {
        DirectoryScan scan = new DirectoryScan(new TreeSet<>(), new TreeMap<>());
        try {
            Files.walkFileTree(
                    directory,
                    EnumSet.of(FileVisitOption.FOLLOW_LINKS),
                    Integer.MAX_VALUE,
                    new SimpleFileVisitor<>() {
                        @Override
                        public FileVisitResult preVisitDirectory(
                                Path path, BasicFileAttributes attributes) {
                            if (!roots.includes(path)) {
                                return FileVisitResult.SKIP_SUBTREE;
                            }
                            scan.watch(path, watcher);
                            return FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult visitFile(
                                Path path, BasicFileAttributes attributes) {
                            roots.file(path).ifPresent(scan.files::add);
                            return FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult visitFileFailed(Path path, IOException e) {
                            scan.failed(path, e, roots);
                            return FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult postVisitDirectory(
                                Path path, @Nullable IOException e) {
                            if (e != null) {
                                scan.unreadable.put(path, e);
                            }
                            return FileVisitResult.CONTINUE;
                        }
                    });
        } catch (IOException e) {
            scan.unreadable.put(directory, e);
        }
        return scan;
    }

    private void watch(Path directory, DirectoryWatcher watcher) {
        try {
            watcher.watch(directory);
        } catch (IOException e) {
            unreadable.put(directory, e);
        }
    }

    /// A file that cannot be looked at is told of when it is read.
    private void failed(Path path, IOException e, Roots roots) {
        if (roots.file(path).isPresent()) {
            roots.file(path).ifPresent(files::add);
        } else if (roots.includes(path) && Files.isDirectory(path)) {
            unreadable.put(path, e);
        }
    }
}
