// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import io.gatehouse.config.ConfigBatch;
import io.gatehouse.config.ConfigEvent;
import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.ConfigSource;
import io.gatehouse.config.ObjectKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/// Objects in memory. Used by one thread.
final class TestSource implements ConfigSource {
    private final Map<ObjectKey, ConfigObject> objects = new TreeMap<>();
    private Consumer<ConfigBatch> sink = _ -> {};

    /// Takes them over before the start.
    TestSource(Collection<ConfigObject> objects) {
        objects.forEach(object -> this.objects.put(object.key(), object));
    }

    List<ConfigObject> objects() {
        return List.copyOf(objects.values());
    }

    @Override
    public void start(Consumer<ConfigBatch> listener) {
        sink = listener;
        change("start", objects(), List.of());
    }

    /// In one step.
    void change(String cause, Collection<ConfigObject> upserts, Collection<ObjectKey> deletions) {
        List<ConfigEvent> events = new ArrayList<>();
        for (ConfigObject object : upserts) {
            objects.put(object.key(), object);
            events.add(new ConfigEvent.Upsert(object));
        }
        for (ObjectKey key : deletions) {
            objects.remove(key);
            events.add(new ConfigEvent.Delete(key));
        }
        sink.accept(new ConfigBatch(cause, System.nanoTime(), events));
    }

    @Override
    public void close() {}
}
