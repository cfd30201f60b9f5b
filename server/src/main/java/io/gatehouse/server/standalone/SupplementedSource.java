// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.standalone;

import io.gatehouse.config.ConfigBatch;
import io.gatehouse.config.ConfigEvent;
import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.ConfigSource;
import io.gatehouse.config.FieldPath;
import io.gatehouse.config.Finding;
import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.SourcePosition;
import io.gatehouse.config.WrittenObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// Adds to what a source tells what [Supplement]s make of it, in the same batches. Where a
/// supplement makes an object that the user defines too, the supplement's holds.
public final class SupplementedSource implements ConfigSource {
    private final ConfigSource source;
    private final List<Supplied> supplements;
    private final Set<Kind> kinds = EnumSet.noneOf(Kind.class);
    private final SortedMap<ObjectKey, ConfigObject> defined = new TreeMap<>();
    private SortedMap<ObjectKey, ConfigObject> supplied = new TreeMap<>();

    /// The user's objects instead of which a supplement's hold. Read by any thread.
    private final Map<ObjectKey, Adapted> adapted = new ConcurrentHashMap<>();

    private boolean first = true;

    private record Adapted(ConfigObject own, ConfigObject supplied) {}

    /// Reads `source`, which it owns from now on.
    ///
    /// @param supplements of two that make the same object, the later one's holds
    public SupplementedSource(ConfigSource source, List<Supplement> supplements) {
        this.source = source;
        this.supplements = supplements.stream().map(Supplied::new).toList();
        supplements.forEach(supplement -> kinds.addAll(supplement.reads()));
    }

    @Override
    public void start(Consumer<ConfigBatch> sink) {
        source.start(batch -> sink.accept(supplemented(batch)));
    }

    @Override
    public Optional<SourcePosition> locate(ObjectKey object, FieldPath field) {
        return source.locate(object, field);
    }

    @Override
    public Optional<WrittenObject> written(ConfigObject told) {
        return source.written(asWritten(told)).filter(w -> !w.origin().isEmpty());
    }

    /// As the user wrote it, of an object as it is told here. Safe to call on any thread.
    ConfigObject asWritten(ConfigObject told) {
        Adapted known = adapted.get(told.key());
        return known != null && known.supplied.equals(told) ? known.own : told;
    }

    @Override
    public void close() {
        source.close();
    }

    private ConfigBatch supplemented(ConfigBatch batch) {
        Set<Kind> touched = apply(batch);
        if (touched.isEmpty() && !first) {
            return batch;
        }
        List<ConfigEvent> told = new ArrayList<>();
        DefinedObjects now = new DefinedObjects(defined);
        for (Supplied one : supplements) {
            if (first || !Collections.disjoint(touched, one.supplement.reads())) {
                one.renew(now).ifPresent(told::add);
            }
        }
        first = false;
        SortedMap<ObjectKey, ConfigObject> before = supplied;
        supplied = new TreeMap<>();
        supplements.forEach(one -> one.supply.objects().forEach(it -> supplied.put(it.key(), it)));

        adapted.keySet().retainAll(supplied.keySet());
        supplied.forEach((key, object) -> {
            ConfigObject own = defined.get(key);
            if (own == null) {
                adapted.remove(key);
            } else {
                adapted.put(key, new Adapted(own, object));
            }
        });

        List<ConfigEvent> events = new ArrayList<>();
        batch.events().stream().filter(event -> !isSupplied(event, before)).forEach(events::add);
        events.addAll(changes(before));
        events.addAll(told);
        return new ConfigBatch(batch.cause(), batch.detectedNanos(), events);
    }

    private Set<Kind> apply(ConfigBatch batch) {
        Set<Kind> touched = EnumSet.noneOf(Kind.class);
        for (ConfigEvent event : batch.events()) {
            switch (event) {
                case ConfigEvent.Upsert(ConfigObject object) -> {
                    if (kinds.contains(object.kind())) {
                        defined.put(object.key(), object);
                        touched.add(object.kind());
                    }
                }
                case ConfigEvent.Delete(ObjectKey key) -> {
                    if (defined.remove(key) != null) {
                        touched.add(key.kind());
                    }
                }
                case ConfigEvent.Findings _ -> {}
            }
        }
        return touched;
    }

    /// What a batch says of these keys is not what holds.
    private boolean isSupplied(ConfigEvent event, SortedMap<ObjectKey, ConfigObject> before) {
        return switch (event) {
            case ConfigEvent.Upsert(ConfigObject object) ->
                    before.containsKey(object.key()) || supplied.containsKey(object.key());
            case ConfigEvent.Delete(ObjectKey key) ->
                    before.containsKey(key) || supplied.containsKey(key);
            case ConfigEvent.Findings _ -> false;
        };
    }

    private List<ConfigEvent> changes(SortedMap<ObjectKey, ConfigObject> before) {
        List<ConfigEvent> changes = new ArrayList<>();
        for (ObjectKey key : before.keySet()) {
            if (!supplied.containsKey(key)) {
                ConfigObject own = defined.get(key);
                changes.add(
                        own == null ? new ConfigEvent.Delete(key) : new ConfigEvent.Upsert(own));
            }
        }
        supplied.forEach((key, object) -> {
            if (!object.equals(before.get(key))) {
                changes.add(new ConfigEvent.Upsert(object));
            }
        });
        return changes;
    }

    /// A supplement and what it has made of the present objects.
    private static final class Supplied {
        private final Supplement supplement;
        private Supplement.Supply supply = Supplement.Supply.NOTHING;

        private Supplied(Supplement supplement) {
            this.supplement = supplement;
        }

        private Optional<ConfigEvent> renew(DefinedObjects defined) {
            List<Finding> before = supply.findings();
            supply = supplement.supply(defined);
            return supply.findings().equals(before)
                    ? Optional.empty()
                    : Optional.of(
                            new ConfigEvent.Findings(
                                    supplement.getClass().getSimpleName(), supply.findings()));
        }
    }
}
