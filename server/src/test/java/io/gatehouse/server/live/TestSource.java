// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import io.gatehouse.config.ConfigBatch;
import io.gatehouse.config.ConfigEvent;
import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.ConfigSource;
import io.gatehouse.config.ObjectKey;
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
        apply("start", objects());
    }

    void apply(String cause, Collection<ConfigObject> changed) {
        changed.forEach(object -> objects.put(object.key(), object));
        send(cause, changed.stream().<ConfigEvent>map(ConfigEvent.Upsert::new).toList());
    }

    void delete(String cause, Collection<ObjectKey> keys) {
        keys.forEach(objects::remove);
        send(cause, keys.stream().<ConfigEvent>map(ConfigEvent.Delete::new).toList());
    }

    @Override
    public void close() {}

    private void send(String cause, List<ConfigEvent> events) {
        sink.accept(new ConfigBatch(cause, System.nanoTime(), events));
    }
}
