// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.modules;

import io.gatehouse.engine.ModuleSource;
import io.gatehouse.routing.ModuleCode;
import io.gatehouse.server.envoy.CacheDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Keeps modules on disk, each in a file named by its SHA-256, and beside them which one a source
/// gave last. What was not used for longest goes when there is too much. Without a disk nothing is
/// kept, and nobody is harmed. Safe for use by any thread.
final class ModuleStore {
    private static final String MODULES = ".wasm";
    private static final String SOURCES = ".source";

    private final Optional<CacheDirectory> cache;
    private final long largest;

    /// @param largest bytes of all modules
    ModuleStore(Optional<CacheDirectory> cache, long largest) {
        this.cache = cache;
        this.largest = largest;
    }

    /// What the source gave last, if it is still whole.
    synchronized Optional<ModuleCode.Inline> find(ModuleSource source) {
        try {
            Optional<Path> directory = directory();
            if (directory.isEmpty()) {
                return Optional.empty();
            }
            Path named = directory.get().resolve(name(source));
            if (!Files.exists(named)) {
                return Optional.empty();
            }
            String sha256 = Files.readString(named).strip();
            Path file = directory.get().resolve(sha256 + MODULES);
            if (!sha256.matches("[a-f0-9]{64}") || !Files.exists(file)) {
                return Optional.empty();
            }
            ModuleCode.Inline code = new ModuleCode.Inline(Files.readAllBytes(file));
            touch(file);
            return Optional.of(code).filter(read -> read.sha256().equals(sha256));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private static void touch(Path file) {
        try {
            Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
        } catch (IOException _) {
            // It can be read all the same.
        }
    }

    synchronized void keep(ModuleSource source, ModuleCode.Inline code) {
        try {
            Optional<Path> directory = directory();
            if (directory.isPresent()) {
                byte[] bytes = new byte[code.size()];
                code.bytes().get(bytes);
                write(directory.get().resolve(code.sha256() + MODULES), bytes);
                write(
                        directory.get().resolve(name(source)),
                        code.sha256().getBytes(StandardCharsets.UTF_8));
                trim(directory.get());
            }
        } catch (IOException _) {
            // It is fetched again after the next start.
        }
    }

    private Optional<Path> directory() throws IOException {
        return cache.isEmpty()
                ? Optional.empty()
                : Optional.of(cache.get().privateDirectory("modules"));
    }

    private static String name(ModuleSource source) {
        String text = "%s %s %s".formatted(source.url(), source.sha256(), source.pullSecret());
        return ModuleCode.digest(text.getBytes(StandardCharsets.UTF_8)) + SOURCES;
    }

    /// Whoever reads meanwhile sees the old file or the new one.
    private static void write(Path file, byte[] content) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        Path whole = Files.createTempFile(directory, "new", ".part");
        try {
            Files.write(whole, content);
            Files.move(
                    whole,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(whole);
        }
    }

    private void trim(Path directory) throws IOException {
        List<Path> newestFirst = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            files.filter(file -> file.toString().endsWith(MODULES)).forEach(newestFirst::add);
        }
        newestFirst.sort(Comparator.comparing(ModuleStore::used).reversed());
        long total = 0;
        for (Path file : newestFirst) {
            total += Files.size(file);
            if (total > largest && !file.equals(newestFirst.getFirst())) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static FileTime used(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException _) {
            return FileTime.from(Instant.EPOCH);
        }
    }
}
