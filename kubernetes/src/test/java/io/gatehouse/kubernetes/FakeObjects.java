// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.kubernetes;

import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.codec.JsonText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// What a [FakeApiServer] holds, with what has happened to it.
public final class FakeObjects {
    /// What comes next in a watch.
    sealed interface Change {
        record Event(String type, Map<String, Object> object) implements Change {}

        /// Its time is over.
        record End() implements Change {}

        /// Its connection is cut.
        record Break() implements Change {}
    }

    private record Past(long version, Kind kind, Change.Event event) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final SortedMap<ObjectKey, Map<String, Object>> objects = new TreeMap<>();
    private final List<Past> past = new ArrayList<>();
    private long version = 100;
    private long oldest;
    private int watches;
    private int brokenWatches;
    private int hangingWatches;
    private boolean forgetAfterList;

    /// Makes or replaces an object. It is given what the API server adds.
    @SuppressWarnings("unchecked")
    public void put(String json) {
        lock.lock();
        try {
            Map<String, Object> object = (Map<String, Object>) JsonText.parseOpen(json);
            Kind kind =
                    Arrays.stream(Kind.values())
                            .filter(k -> k.kindName().equals(object.get("kind")))
                            .findFirst()
                            .orElseThrow();
            Map<String, Object> metadata =
                    (Map<String, Object>) Objects.requireNonNull(object.get("metadata"));
            ObjectKey key =
                    new ObjectKey(
                            kind,
                            String.valueOf(metadata.getOrDefault("namespace", "")),
                            String.valueOf(metadata.get("name")));
            metadata.put("resourceVersion", String.valueOf(++version));
            metadata.put("uid", "uid-of-" + key.name());
            metadata.put("managedFields", List.of(Map.of("manager", "test " + version)));
            boolean there = objects.put(key, object) != null;
            happened(kind, there ? "MODIFIED" : "ADDED", object);
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        } finally {
            lock.unlock();
        }
    }

    @SuppressWarnings("unchecked")
    public void delete(ObjectKey key) {
        lock.lock();
        try {
            Map<String, Object> object = new LinkedHashMap<>(objects.remove(key));
            Map<String, Object> metadata =
                    new LinkedHashMap<>((Map<String, Object>) object.get("metadata"));
            metadata.put("resourceVersion", String.valueOf(++version));
            object.put("metadata", metadata);
            happened(key.kind(), "DELETED", object);
        } finally {
            lock.unlock();
        }
    }

    /// Tells all watches of a kind that nothing has happened up to now.
    public void bookmark(Kind kind) {
        lock.lock();
        try {
            happened(
                    kind,
                    "BOOKMARK",
                    Map.of("metadata", Map.of("resourceVersion", String.valueOf(++version))));
        } finally {
            lock.unlock();
        }
    }

    /// Tells all watches of a kind that they must begin anew.
    public void expire(Kind kind) {
        lock.lock();
        try {
            version++;
            happened(kind, "ERROR", Map.of("kind", "Status", "code", 410, "message", "too old"));
        } finally {
            lock.unlock();
        }
    }

    private void happened(Kind kind, String type, Map<String, Object> object) {
        past.add(new Past(version, kind, new Change.Event(type, object)));
        changed.signalAll();
    }

    /// No watch can go on from before now, nor any list.
    public void forget() {
        lock.lock();
        try {
            past.clear();
            oldest = ++version;
        } finally {
            lock.unlock();
        }
    }

    /// As [#forget], once the first page of the next list has been sent.
    public void forgetAfterList() {
        lock.lock();
        try {
            forgetAfterList = true;
        } finally {
            lock.unlock();
        }
    }

    void listed() {
        lock.lock();
        try {
            if (forgetAfterList) {
                forgetAfterList = false;
                forget();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Cuts the connections of all watches.
    public void dropWatches() {
        lock.lock();
        try {
            brokenWatches = watches;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// The watches that there are now say nothing any more, and do not end.
    public void hangWatches() {
        lock.lock();
        try {
            hangingWatches = watches;
        } finally {
            lock.unlock();
        }
    }

    /// Those that hang, too.
    void releaseWatches() {
        lock.lock();
        try {
            hangingWatches = 0;
            dropWatches();
        } finally {
            lock.unlock();
        }
    }

    boolean isForgotten(long since) {
        lock.lock();
        try {
            return since < oldest;
        } finally {
            lock.unlock();
        }
    }

    long version() {
        lock.lock();
        try {
            return version;
        } finally {
            lock.unlock();
        }
    }

    Optional<Map<String, Object>> find(ObjectKey key) {
        lock.lock();
        try {
            return Optional.ofNullable(objects.get(key));
        } finally {
            lock.unlock();
        }
    }

    List<Map<String, Object>> all(Kind kind) {
        lock.lock();
        try {
            return objects.entrySet().stream()
                    .filter(entry -> entry.getKey().kind() == kind)
                    .map(Map.Entry::getValue)
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    static Map<String, Object> shown(Map<String, Object> object, boolean metadataOnly) {
        return metadataOnly && object.get("metadata") instanceof Map<?, ?> metadata
                ? Map.of("kind", "PartialObjectMetadata", "metadata", metadata)
                : object;
    }

    Watch watch(Kind kind, long since, int timeoutSeconds) {
        lock.lock();
        try {
            return new Watch(++watches, kind, since, timeoutSeconds);
        } finally {
            lock.unlock();
        }
    }

    /// One watch of a kind.
    final class Watch {
        private final int number;
        private final Kind kind;
        private final long end;
        private long since;

        Watch(int number, Kind kind, long since, int timeoutSeconds) {
            this.number = number;
            this.kind = kind;
            this.since = since;
            this.end = System.nanoTime() + TimeUnit.SECONDS.toNanos(timeoutSeconds);
        }

        /// Waits for it.
        Change next() {
            lock.lock();
            try {
                while (true) {
                    boolean hangs = number <= hangingWatches;
                    if (number <= brokenWatches && !hangs) {
                        return new Change.Break();
                    }
                    Optional<Past> next =
                            past.stream()
                                    .filter(p -> p.version > since && p.kind == kind)
                                    .findFirst();
                    if (next.isPresent() && !hangs) {
                        since = next.get().version;
                        return next.get().event;
                    }
                    long left = end - System.nanoTime();
                    if (left <= 0 && !hangs) {
                        return new Change.End();
                    }
                    changed.awaitNanos(hangs ? Long.MAX_VALUE : left);
                }
            } catch (InterruptedException _) {
                return new Change.Break();
            } finally {
                lock.unlock();
            }
        }
    }
}
