// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.lastgood;

import io.gatehouse.config.FieldPath;
import io.gatehouse.config.Finding;
import io.gatehouse.config.FindingCode;
import io.gatehouse.config.ObjectKey;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Files of a directory that one process has for itself. They are written by a thread of their own,
/// seldom enough to take a small part of its time, each with what is to be in it by then. What goes
/// wrong is kept to be told, until it goes well. Safe for use by several threads.
final class KeptFiles implements AutoCloseable {
    static final String LOCK = "lock";

    private static final long LARGEST = 64L << 20;
    private static final Duration PAUSE = Duration.ofMillis(500);

    /// A file that takes long to write is written the less often.
    private static final int PAUSE_FACTOR = 20;

    private final Optional<Path> directory;
    private final Map<String, Supplier<Stream<String>>> contents = new HashMap<>();

    /// Those that are to be written as a whole.
    private final Set<String> whole = new HashSet<>();

    /// What has changed of others, by what it is about.
    private final Map<String, Map<ObjectKey, Supplier<String>>> changes = new HashMap<>();

    /// For the thread that writes.
    private final Map<String, KeptFile> files = new HashMap<>();

    private final SortedMap<String, String> problems = new TreeMap<>();
    private final Thread thread = Thread.ofVirtual().name("last-good").unstarted(this::run);
    private @Nullable FileChannel lock;
    private Runnable told = () -> {};
    private boolean closed;

    /// @param directory absent: nothing is kept
    KeptFiles(Optional<Path> directory) {
        this.directory = directory.filter(this::takes);
        if (this.directory.isPresent()) {
            thread.start();
        }
    }

    private boolean takes(Path path) {
        try {
            Files.createDirectories(
                    path,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
            FileChannel channel =
                    FileChannel.open(
                            path.resolve(LOCK),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            lock = channel;
            if (channel.tryLock() == null) {
                throw new OverlappingFileLockException();
            }
            return true;
        } catch (OverlappingFileLockException _) {
            problems.put("", path + " is in use by another process: nothing is kept there");
        } catch (IOException e) {
            problems.put("", "%s cannot be used: %s".formatted(path, reason(e)));
        }
        closeLock();
        return false;
    }

    boolean inUse() {
        return directory.isPresent();
    }

    /// What a file holds; nothing if it cannot be used.
    ///
    /// @param line told each line; what it throws makes the file one that cannot be used
    synchronized void read(String name, LineReader line) {
        if (directory.isEmpty()) {
            return;
        }
        KeptFile file = file(directory.get(), name);
        String checksum;
        try {
            LineFile.Content content = file.all().read();
            for (String one : content.lines()) {
                line.accept(one);
            }
            checksum = content.checksum();
        } catch (IOException e) {
            problem(name, "what it held is not used: " + reason(e));
            return;
        }
        try {
            file.changes().read(checksum, line);
        } catch (IOException e) {
            problem(
                    name,
                    "not all that changed after it was written is used: %s: %s"
                            .formatted(file.changes().path(), reason(e)));
        }
    }

    interface LineReader {
        void accept(String line) throws IOException;
    }

    /// Has a file written soon.
    ///
    /// @param content asked for when that happens, by another thread
    synchronized void write(String name, Supplier<Stream<String>> content) {
        contents.put(name, content);
        whole.add(name);
        notifyAll();
    }

    /// As above, where only some lines have changed.
    ///
    /// @param lines by what they are about; asked for like the content
    synchronized void change(
            String name, Map<ObjectKey, Supplier<String>> lines, Supplier<Stream<String>> content) {
        contents.put(name, content);
        changes.computeIfAbsent(name, _ -> new TreeMap<>()).putAll(lines);
        notifyAll();
    }

    /// @param listener called when there is something else to tell; must not block
    synchronized void onProblem(Runnable listener) {
        told = listener;
        if (!problems.isEmpty()) {
            told.run();
        }
    }

    synchronized List<Finding> problems() {
        List<Finding> findings = new ArrayList<>();
        problems.values()
                .forEach(message ->
                        findings.add(
                                new Finding(
                                        FindingCode.LAST_GOOD_UNAVAILABLE,
                                        FindingCode.LAST_GOOD_UNAVAILABLE.severity(),
                                        Optional.empty(),
                                        FieldPath.ROOT,
                                        message,
                                        Optional.empty())));
        return findings;
    }

    private void problem(String name, String what) {
        String message =
                "%s: %s".formatted(directory.map(d -> d.resolve(name)).orElse(Path.of(name)), what);
        if (!message.equals(problems.put(name, message))) {
            told.run();
        }
    }

    /// Of what was read and cannot be used after all.
    synchronized void tell(String what) {
        if (problems.put(what, what) == null) {
            told.run();
        }
    }

    private void run() {
        try {
            while (true) {
                long took = writeDue();
                if (took < 0) {
                    return;
                }
                pause(Math.max(PAUSE.toMillis(), took * PAUSE_FACTOR));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void pause(long millis) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofMillis(millis).toNanos();
        for (long left = millis; left > 0 && !closed; left = millisUntil(end)) {
            wait(left);
        }
    }

    private static long millisUntil(long nanoTime) {
        return Duration.ofNanos(nanoTime - System.nanoTime()).toMillis();
    }

    /// Waits until something is to be written. Returns how many milliseconds it took; negative at
    /// the end.
    private long writeDue() throws InterruptedException {
        List<String> names;
        synchronized (this) {
            while (due().isEmpty() && !closed) {
                wait();
            }
            if (closed) {
                return -1;
            }
            names = due();
        }
        long start = System.nanoTime();
        names.forEach(this::writeNow);
        return Duration.ofNanos(System.nanoTime() - start).toMillis();
    }

    private List<String> due() {
        SortedSet<String> due = new TreeSet<>(whole);
        due.addAll(changes.keySet());
        return List.copyOf(due);
    }

    private void writeNow(String name) {
        Supplier<Stream<String>> content;
        Map<ObjectKey, Supplier<String>> lines;
        boolean all;
        synchronized (this) {
            content = contents.getOrDefault(name, Stream::empty);
            lines = Optional.ofNullable(changes.remove(name)).orElse(Map.of());
            all = whole.remove(name);
        }
        KeptFile file = files.computeIfAbsent(name, n -> file(directory.orElseThrow(), n));
        try {
            if (all || !file.add(lines.values().stream().map(Supplier::get))) {
                file.write(content.get());
            }
            synchronized (this) {
                if (problems.remove(name) != null) {
                    told.run();
                }
            }
        } catch (IOException e) {
            synchronized (this) {
                problem(name, "it cannot be written: " + reason(e));
                whole.add(name); // the disk may have room later
            }
        }
    }

    private static KeptFile file(Path directory, String name) {
        return new KeptFile(directory.resolve(name), LARGEST);
    }

    private static String reason(IOException e) {
        return e.getClass() == IOException.class
                ? String.valueOf(e.getMessage())
                : "%s (%s)".formatted(e.getMessage(), e.getClass().getSimpleName());
    }

    /// Writes what is due.
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        if (directory.isPresent()) {
            due().forEach(this::writeNow);
        }
        closeLock();
    }

    private void closeLock() {
        try {
            if (lock != null) {
                lock.close();
            }
        } catch (IOException _) {
            lock = null; // it ends with the process at the latest
        }
    }
}
