// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.file;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_DELETE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;
import static java.nio.file.StandardWatchEventKinds.OVERFLOW;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Tells which paths in some directories have changed. Used by one thread, except for [#close].
final class DirectoryWatcher implements AutoCloseable {
    /// @param detectedNanos when the first of the changes was received
    /// @param overflow whether changes were lost
    record Changes(long detectedNanos, SortedSet<Path> paths, boolean overflow) {}

    private final WatchService service;

    /// A directory that is moved keeps its key, so the path is kept here.
    private final Map<WatchKey, Path> directories = new HashMap<>();

    DirectoryWatcher() throws IOException {
        service = FileSystems.getDefault().newWatchService();
    }

    void watch(Path directory) throws IOException {
        directories.put(
                directory.register(service, ENTRY_CREATE, ENTRY_MODIFY, ENTRY_DELETE), directory);
    }

    boolean watches(Path directory) {
        return directories.containsValue(directory);
    }

    /// Stops watching a directory and those below it.
    void forget(Path directory) {
        directories
                .entrySet()
                .removeIf(entry -> {
                    boolean below = entry.getValue().startsWith(directory);
                    if (below) {
                        entry.getKey().cancel();
                    }
                    return below;
                });
    }

    /// Waits for changes and takes all that there are by then.
    ///
    /// @throws java.nio.file.ClosedWatchServiceException once this is closed
    Changes await() throws InterruptedException {
        return changes(service.take());
    }

    /// Empty if there were no changes for so long.
    Optional<Changes> await(Duration atMost) throws InterruptedException {
        return Optional.ofNullable(service.poll(atMost.toNanos(), TimeUnit.NANOSECONDS))
                .map(this::changes);
    }

    private Changes changes(WatchKey first) {
        long detected = System.nanoTime();
        SortedSet<Path> paths = new TreeSet<>();
        boolean overflow = false;
        for (@Nullable WatchKey key = first; key != null; key = service.poll()) {
            Path directory = directories.get(key);
            for (WatchEvent<?> event : key.pollEvents()) {
                if (event.kind().equals(OVERFLOW)) {
                    overflow = true;
                } else if (directory != null && event.context() instanceof Path name) {
                    paths.add(directory.resolve(name));
                }
            }
            boolean gone = !key.reset();
            if (gone && directory != null) {
                paths.add(directory);
            }
        }
        return new Changes(detected, paths, overflow);
    }

    @Override
    public void close() {
        try {
            service.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
