// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.kubernetes.source;

import io.gatehouse.config.ConfigEvent;
import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.Finding;
import io.gatehouse.config.Kind;
import io.gatehouse.config.LastGoodObjects;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.ToldState;
import io.gatehouse.config.codec.ApiObject;
import io.gatehouse.config.codec.ReadResult;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Objects, each in its last good version, with what is wrong with them now. Costs what a change
/// touches. Not thread-safe.
final class ObjectTable {
    private record Entry(
            String resourceVersion, Optional<ConfigObject> good, List<Finding> findings) {
        static final Entry NOTHING = new Entry("", Optional.empty(), List.of());
    }

    private final LastGoodObjects lastGood;
    private final Map<Kind, Map<ObjectKey, Entry>> entries = new EnumMap<>(Kind.class);
    private final SortedSet<ObjectKey> touched = new TreeSet<>();
    private final ToldState told = new ToldState();

    /// @param lastGood what an object that is read for the first time falls back on
    ObjectTable(LastGoodObjects lastGood) {
        this.lastGood = lastGood;
    }

    private Map<ObjectKey, Entry> of(Kind kind) {
        return entries.computeIfAbsent(kind, _ -> new HashMap<>());
    }

    int size(Kind kind) {
        return of(kind).size();
    }

    /// Makes these all objects of the kind.
    void replace(Kind kind, List<ApiObject> objects) {
        Set<ObjectKey> present = objects.stream().map(ApiObject::key).collect(Collectors.toSet());
        List<ObjectKey> gone =
                of(kind).keySet().stream().filter(key -> !present.contains(key)).toList();
        gone.forEach(this::remove);
        objects.forEach(this::put);
    }

    void put(ApiObject object) {
        ObjectKey key = object.key();
        Entry before = of(key.kind()).getOrDefault(key, Entry.NOTHING);
        if (!before.resourceVersion.equals(object.resourceVersion())) {
            ReadResult.Fallback used = used(object, before);
            of(key.kind())
                    .put(key, new Entry(object.resourceVersion(), used.object(), used.findings()));
            touched.add(key);
        }
    }

    private ReadResult.Fallback used(ApiObject object, Entry before) {
        return switch (object.result()) {
            case ReadResult.Read read ->
                    new ReadResult.Fallback(Optional.of(read.object()), read.findings());
            case ReadResult.Refused refused ->
                    refused.fallback(
                            Stream.of(before.good, lastGood.find(object.key()))
                                    .flatMap(Optional::stream)
                                    .toList());
            case ReadResult.Skipped skipped ->
                    new ReadResult.Fallback(before.good, skipped.findings());
        };
    }

    /// Falls back on the last good versions of a kind of which nothing is known. Returns whether
    /// there are any.
    boolean recall(Kind kind) {
        if (of(kind).isEmpty()) {
            for (ConfigObject object : lastGood.of(kind)) {
                of(kind).put(object.key(), new Entry("", Optional.of(object), List.of()));
                touched.add(object.key());
            }
        }
        return !of(kind).isEmpty();
    }

    void remove(ObjectKey key) {
        of(key.kind()).remove(key);
        touched.add(key);
    }

    /// What is to be told since the last time.
    List<ConfigEvent> drain() {
        List<ConfigEvent> events = new ArrayList<>();
        for (ObjectKey key : touched) {
            Entry entry = of(key.kind()).getOrDefault(key, Entry.NOTHING);
            Stream.of(told.object(key, entry.good), told.findings(Origins.of(key), entry.findings))
                    .flatMap(Optional::stream)
                    .forEach(events::add);
        }
        touched.clear();
        return events;
    }
}
