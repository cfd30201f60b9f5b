// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.cluster;

import io.gatehouse.config.ConfigBatch;
import io.gatehouse.config.ConfigEvent;
import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.ConfigSource;
import io.gatehouse.config.FieldPath;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.SourcePosition;
import io.gatehouse.config.WrittenObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// Two sources as one. An object that both have is the first one's, for as long as that has it.
final class JoinedSource implements ConfigSource {
    private final ConfigSource first;
    private final ConfigSource second;
    private final Set<ObjectKey> ofFirst = new HashSet<>();
    private final Map<ObjectKey, ConfigObject> ofSecond = new HashMap<>();

    JoinedSource(ConfigSource first, ConfigSource second) {
        this.first = first;
        this.second = second;
    }

    @Override
    public void start(Consumer<ConfigBatch> sink) {
        first.start(batch -> join(batch, this::fromFirst, sink));
        second.start(batch -> join(batch, this::fromSecond, sink));
    }

    private synchronized void join(ConfigBatch batch, Filter filter, Consumer<ConfigBatch> sink) {
        List<ConfigEvent> events = new ArrayList<>();
        batch.events().forEach(event -> filter.pass(event).ifPresent(events::add));
        sink.accept(new ConfigBatch(batch.cause(), batch.detectedNanos(), events));
    }

    private interface Filter {
        Optional<ConfigEvent> pass(ConfigEvent event);
    }

    private Optional<ConfigEvent> fromFirst(ConfigEvent event) {
        return switch (event) {
            case ConfigEvent.Upsert(ConfigObject object) -> {
                ofFirst.add(object.key());
                yield Optional.of(event);
            }
            case ConfigEvent.Delete(ObjectKey key) -> {
                ofFirst.remove(key);
                ConfigObject other = ofSecond.get(key);
                yield Optional.of(other == null ? event : new ConfigEvent.Upsert(other));
            }
            case ConfigEvent.Findings _ -> Optional.of(event);
        };
    }

    private Optional<ConfigEvent> fromSecond(ConfigEvent event) {
        return switch (event) {
            case ConfigEvent.Upsert(ConfigObject object) -> {
                ofSecond.put(object.key(), object);
                yield unlessOfFirst(object.key(), event);
            }
            case ConfigEvent.Delete(ObjectKey key) -> {
                ofSecond.remove(key);
                yield unlessOfFirst(key, event);
            }
            case ConfigEvent.Findings _ -> Optional.of(event);
        };
    }

    private Optional<ConfigEvent> unlessOfFirst(ObjectKey key, ConfigEvent event) {
        return ofFirst.contains(key) ? Optional.empty() : Optional.of(event);
    }

    @Override
    public Optional<SourcePosition> locate(ObjectKey object, FieldPath field) {
        synchronized (this) {
            if (ofFirst.contains(object)) {
                return first.locate(object, field);
            }
        }
        return second.locate(object, field);
    }

    @Override
    public Optional<WrittenObject> written(ConfigObject told) {
        synchronized (this) {
            if (ofFirst.contains(told.key())) {
                return first.written(told);
            }
        }
        return second.written(told);
    }

    @Override
    public void close() {
        first.close();
        second.close();
    }
}
