// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.ConfigBatch;
import io.gatehouse.config.ConfigEvent;
import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.Finding;
import io.gatehouse.config.ObjectKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// A sink that keeps what it was told, and waits for what it is to be told.
final class Told implements Consumer<ConfigBatch> {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<ConfigBatch> batches = new ArrayList<>();
    private final SortedMap<ObjectKey, ConfigObject> objects = new TreeMap<>();
    private final SortedMap<String, List<Finding>> findings = new TreeMap<>();

    @Override
    public void accept(ConfigBatch batch) {
        lock.lock();
        try {
            batches.add(batch);
            for (ConfigEvent event : batch.events()) {
                switch (event) {
                    case ConfigEvent.Upsert(ConfigObject object) ->
                            objects.put(object.key(), object);
                    case ConfigEvent.Delete(ObjectKey key) ->
                            assertThat(objects.remove(key)).isNotNull();
                    case ConfigEvent.Findings(String origin, List<Finding> list) ->
                            findings.put(origin, list);
                }
            }
            findings.values().removeIf(List::isEmpty);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Waits until `check` passes, and lets its failure out if it does not in time.
    void await(Runnable check) {
        long end = System.nanoTime() + LONGEST_WAIT.toNanos();
        lock.lock();
        try {
            while (true) {
                try {
                    check.run();
                    return;
                } catch (AssertionError e) {
                    if (changed.awaitNanos(end - System.nanoTime()) <= 0) {
                        throw e;
                    }
                }
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            lock.unlock();
        }
    }

    /// `name=value` of each object, where the value is that of its label `v`.
    List<String> objects() {
        lock.lock();
        try {
            return objects.values().stream()
                    .map(o ->
                            o.metadata().name() + "=" + o.metadata().labels().getOrDefault("v", ""))
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    List<ConfigBatch> batches() {
        lock.lock();
        try {
            return List.copyOf(batches);
        } finally {
            lock.unlock();
        }
    }

    List<String> causes() {
        return batches().stream().map(ConfigBatch::cause).toList();
    }

    /// Each finding as `CODE position`.
    List<String> findings() {
        lock.lock();
        try {
            return findings.values().stream()
                    .flatMap(List::stream)
                    .map(f -> f.code() + " " + f.position().map(Object::toString).orElse("nowhere"))
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    void awaitObjects(String... expected) {
        await(() -> assertThat(objects()).containsExactly(expected));
    }
}
