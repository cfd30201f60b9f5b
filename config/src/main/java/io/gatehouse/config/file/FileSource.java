// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.file;

import io.gatehouse.config.ConfigBatch;
import io.gatehouse.config.ConfigEvent;
import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.ConfigSource;
import io.gatehouse.config.FieldPath;
import io.gatehouse.config.Finding;
import io.gatehouse.config.FindingCode;
import io.gatehouse.config.LastGoodObjects;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.Severity;
import io.gatehouse.config.SourcePosition;
import io.gatehouse.config.WrittenObject;
import io.gatehouse.config.codec.KnownDocuments;
import io.gatehouse.config.codec.ReadLimits;
import io.gatehouse.config.codec.ReadResult;
import io.gatehouse.config.file.DirectoryWatcher.Changes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Objects from files: single ones, and all `*.yaml`, `*.yml` and `*.json` in directories and those
/// below. Changes are told at once, all that are known by then in one batch.
///
/// A file that breaks keeps the objects that it last defined well. Objects that go are kept for
/// [#SETTLE] where that may be half of a change: editors remove a file before they put the new one
/// in its place, or empty it before they write. Nothing else waits.
public final class FileSource implements ConfigSource {
    static final Duration SETTLE = Duration.ofMillis(50);

    /// What came of reading one file.
    private sealed interface Reading {
        record Content(List<ReadResult> results, boolean complete) implements Reading {}

        record Unreadable(Finding reason) implements Reading {}

        record Gone() implements Reading {}
    }

    private final List<Path> given;
    private final CheckedReader reader = new CheckedReader(ReadLimits.DEFAULT);
    private final FileTable table = new FileTable();
    private final FilePositions positions = new FilePositions(ReadLimits.DEFAULT);

    /// Of files with several; each file is read by one thread at a time.
    private final Map<ObjectFile, KnownDocuments> documents = new ConcurrentHashMap<>();

    private final LastGoodObjects lastGood;
    private final Roots roots;
    private final DirectoryWatcher watcher;

    /// Files that hold objects which seem to be gone, with when that was noticed.
    private final SortedMap<ObjectFile, Long> unsettled = new TreeMap<>();

    private @Nullable Thread thread;

    /// @param paths of directories and files
    /// @throws UncheckedIOException if one of them does not exist
    public FileSource(List<Path> paths) {
        this(paths, LastGoodObjects.NONE);
    }

    /// @param lastGood what a file that is read for the first time falls back on, as later on what
    ///   it held before
    public FileSource(List<Path> paths, LastGoodObjects lastGood) {
        this.lastGood = lastGood;
        given = List.copyOf(paths);
        for (Path path : given) {
            if (!Files.exists(path)) {
                throw new UncheckedIOException(
                        path + " does not exist (expected: a directory or file with YAML or JSON)",
                        new NoSuchFileException(path.toString()));
            }
        }
        roots = new Roots(given);
        try {
            watcher = new DirectoryWatcher();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot watch files: " + e.getMessage(), e);
        }
    }

    @Override
    public void start(Consumer<ConfigBatch> sink) {
        long detected = System.nanoTime();
        readAll(detected);
        String names = given.stream().map(Path::toString).collect(Collectors.joining(", "));
        List<ConfigEvent> events = table.drain(detected).map(ConfigBatch::events).orElse(List.of());
        sink.accept(new ConfigBatch("read " + names, detected, events));
        thread = Thread.ofPlatform().name("file-source").daemon().start(() -> follow(sink));
    }

    @Override
    public Optional<SourcePosition> locate(ObjectKey object, FieldPath field) {
        return table.file(object).flatMap(file -> positions.locate(file, object, field));
    }

    @Override
    public Optional<WrittenObject> written(ConfigObject told) {
        String origin = table.file(told.key()).map(file -> file.path().toString()).orElse("");
        return Optional.of(new WrittenObject(told, origin));
    }

    @Override
    public void close() {
        watcher.close();
        if (thread != null && thread != Thread.currentThread()) {
            try {
                thread.join();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void follow(Consumer<ConfigBatch> sink) {
        try {
            while (true) {
                Optional<Changes> changes =
                        unsettled.isEmpty()
                                ? Optional.of(watcher.await())
                                : watcher.await(untilSettled());
                if (changes.isPresent()) {
                    long detected = changes.get().detectedNanos();
                    apply(changes.get());
                    table.drain(detected).ifPresent(sink);
                }
                settle(sink);
            }
        } catch (ClosedWatchServiceException _) {
            unsettled.clear();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private Duration untilSettled() {
        long oldest = unsettled.values().stream().min(this::compareTimes).orElseThrow();
        return SETTLE.minusNanos(System.nanoTime() - oldest);
    }

    private int compareTimes(long first, long second) {
        return Long.signum(first - second);
    }

    /// Lets go of what has not come back by now.
    private void settle(Consumer<ConfigBatch> sink) {
        long now = System.nanoTime();
        SortedMap<ObjectFile, Long> due = new TreeMap<>(unsettled);
        due.values().removeIf(since -> now - since < SETTLE.toNanos());
        if (!due.isEmpty()) {
            read(due.keySet(), Optional.empty());
            long noticed = due.values().stream().min(this::compareTimes).orElseThrow();
            table.drain(noticed).ifPresent(sink);
        }
    }

    private void apply(Changes changes) {
        if (changes.overflow()) {
            readAll(changes.detectedNanos());
            return;
        }
        NavigableSet<ObjectFile> files = new TreeSet<>();
        // What is gone first: a directory that was moved is watched by where it is now.
        for (Path path : changes.paths()) {
            if (!Files.exists(path)) {
                if (watcher.watches(path)) {
                    files.addAll(rescan(path));
                }
                roots.file(path).ifPresent(files::add);
            }
        }
        for (Path path : changes.paths()) {
            if (Files.exists(path)) {
                files.addAll(present(path));
            }
        }
        read(files, Optional.of(changes.detectedNanos()));
    }

    private Collection<ObjectFile> present(Path path) {
        Path parent = path.getParent();
        if (parent != null && String.valueOf(path.getFileName()).startsWith("..")) {
            return linksIn(parent);
        } else if (Files.isDirectory(path)) {
            return roots.includes(path) ? rescan(path) : List.of();
        }
        return roots.file(path).stream().toList();
    }

    /// A mounted ConfigMap or Secret changes all its files at once: they are links through
    /// `..data`, which is replaced.
    private NavigableSet<ObjectFile> linksIn(Path directory) {
        NavigableSet<ObjectFile> files = new TreeSet<>();
        roots.all().stream()
                .filter(root -> directory.equals(root.absolute().getParent()))
                .flatMap(root -> roots.file(root.absolute()).stream())
                .forEach(files::add);
        if (roots.includes(directory)) {
            files.addAll(rescan(directory));
        }
        return files;
    }

    private void readAll(long detected) {
        NavigableSet<ObjectFile> files = new TreeSet<>();
        for (Roots.Root root : roots.all()) {
            watchParent(root.absolute());
            if (root.directory()) {
                files.addAll(rescan(root.absolute()));
            } else {
                roots.file(root.absolute()).ifPresent(files::add);
            }
        }
        read(files, Optional.of(detected));
    }

    /// So that a root that is replaced as a whole, such as a link to another directory, is noticed.
    private void watchParent(Path root) {
        Path parent = root.getParent();
        if (parent == null || watcher.watches(parent)) {
            return;
        }
        try {
            watcher.watch(parent);
        } catch (IOException e) {
            tellUnreadable(parent, e);
        }
    }

    /// The files that are, or were, below a directory, which is then watched.
    private NavigableSet<ObjectFile> rescan(Path directory) {
        watcher.forget(directory);
        for (ObjectFile known : table.below(directory)) {
            if (roots.file(known.path()).isEmpty()) {
                table.remove(known);
            }
        }
        NavigableSet<ObjectFile> files = new TreeSet<>(table.below(directory));
        if (Files.exists(directory)) {
            DirectoryScan scan = DirectoryScan.of(directory, roots, watcher);
            scan.unreadable().forEach(this::tellUnreadable);
            files.addAll(scan.files());
        }
        return files;
    }

    private void tellUnreadable(Path path, IOException e) {
        ObjectFile directory = roots.directory(path);
        table.put(directory, FileContent.NOTHING.unreadable(unreadable(directory, reason(e))));
    }

    /// @param noticed when the change was noticed; absent once it has settled
    private void read(Collection<ObjectFile> files, Optional<Long> noticed) {
        Map<ObjectFile, Reading> readings =
                files.parallelStream().collect(Collectors.toMap(f -> f, this::read));
        for (Map.Entry<ObjectFile, Reading> read : new TreeMap<>(readings).entrySet()) {
            ObjectFile file = read.getKey();
            Reading reading = read.getValue();
            unsettled.remove(file);
            boolean known = table.knows(file);
            FileContent before = known ? table.content(file) : lastGood(file, reading);
            boolean settled = noticed.isEmpty() || !known;
            switch (reading) {
                case Reading.Content(List<ReadResult> results, boolean complete) ->
                        table.put(file, before.next(results, complete || settled));
                case Reading.Unreadable(Finding reason) ->
                        table.put(file, before.unreadable(reason));
                case Reading.Gone _ when settled || before.hasNoObjects() -> {
                    documents.remove(file);
                    table.remove(file);
                }
                case Reading.Gone _ -> table.put(file, before.missing());
            }
            if (!table.content(file).held().isEmpty()) {
                unsettled.put(file, noticed.orElseGet(System::nanoTime));
            }
        }
    }

    /// What the file held before the restart, if that is needed: decoding it costs as much as
    /// reading the file.
    private FileContent lastGood(ObjectFile file, Reading reading) {
        boolean allGood =
                reading instanceof Reading.Content(List<ReadResult> results, _)
                        && results.stream().noneMatch(ReadResult.Refused.class::isInstance);
        return allGood
                ? FileContent.NOTHING
                : FileContent.lastGood(file, lastGood.from(file.path().toString()));
    }

    private Reading read(ObjectFile file) {
        if (!Files.isRegularFile(file.path())) {
            return Files.exists(file.path()) && !Files.isDirectory(file.path())
                    ? new Reading.Unreadable(unreadable(file, "it is no regular file"))
                    : new Reading.Gone();
        }
        try (InputStream stream = Files.newInputStream(file.path())) {
            byte[] content = stream.readNBytes(reader.limits().maxBytes() + 1);
            boolean complete = content.length > 0 && content[content.length - 1] == '\n';
            return new Reading.Content(read(file, content), complete);
        } catch (NoSuchFileException _) {
            return new Reading.Gone();
        } catch (IOException e) {
            return new Reading.Unreadable(unreadable(file, reason(e)));
        }
    }

    private List<ReadResult> read(ObjectFile file, byte[] content) {
        KnownDocuments known = documents.getOrDefault(file, new KnownDocuments());
        List<ReadResult> results = reader.read(file.origin(), content, known);
        if (known.isEmpty()) {
            documents.remove(file);
        } else {
            documents.put(file, known);
        }
        return results;
    }

    private static String reason(IOException e) {
        return switch (e) {
            case AccessDeniedException _ -> "permission denied";
            case FileSystemLoopException _ -> "it is a symbolic link to a directory around it";
            case FileSystemException f when f.getReason() != null -> f.getReason();
            default -> String.valueOf(e.getMessage());
        };
    }

    private static Finding unreadable(ObjectFile file, String reason) {
        return new Finding(
                FindingCode.INVALID_YAML,
                Severity.ERROR,
                Optional.empty(),
                FieldPath.ROOT,
                "cannot be read: " + reason,
                Optional.of(new SourcePosition(file.origin(), 1, 1)));
    }
}
