// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.lastgood;

import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.Finding;
import io.gatehouse.config.Kind;
import io.gatehouse.config.LastGoodObjects;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.WrittenObject;
import io.gatehouse.config.codec.ObjectDigest;
import io.gatehouse.config.istio.AuthorizationPolicy;
import io.gatehouse.engine.KeySource;
import io.gatehouse.server.quarantine.Aside;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.pcollections.TreePMap;

/// What proxies have, for the process that follows this one: objects in the last version that some
/// proxy acknowledged, what is set aside, and fetched keys. Nothing here holds a change up: files
/// are written in the background, and what cannot be kept is told. Safe for use by several threads.
public final class LastGood implements LastGoodObjects, AutoCloseable {
    /// Secrets are not to lie on a disk. The others say where workloads are at the moment; where
    /// one was may be somebody else by now.
    private static final Set<Kind> NOT_KEPT =
            EnumSet.of(Kind.SECRET, Kind.POD, Kind.ENDPOINT_SLICE, Kind.NODE);

    private static final String ASIDE = "set-aside";
    private static final String KEYS = "keys";

    private final KeptFiles files;
    private final String program;
    private final PendingPasses pending = new PendingPasses();
    private final Map<ObjectKey, AsideText> leftAside = new TreeMap<>();

    /// As an earlier process left them.
    private final Map<String, List<ObjectKey>> byOrigin = new HashMap<>();

    private volatile TreePMap<ObjectKey, Kept> good = TreePMap.empty();
    private volatile TreePMap<KeySource, String> keys = TreePMap.empty();
    private volatile List<AsideText> aside = List.of();
    private Function<ConfigObject, Optional<WrittenObject>> written =
            object -> Optional.of(new WrittenObject(object, ""));
    private boolean passed;

    /// @param directory absent: nothing is kept
    /// @param program its version: what an earlier one set aside is tried again
    public LastGood(Optional<Path> directory, String program) {
        this.program = program;
        files = new KeptFiles(directory);
        for (Kind kind : Kind.values()) {
            if (!NOT_KEPT.contains(kind)) {
                read(kind);
            }
        }
        files.read(KEYS, this::readKeys);
        files.read(ASIDE, this::readAside);
    }

    /// Keeps nothing and knows nothing.
    public static LastGood nothing() {
        return new LastGood(Optional.empty(), "");
    }

    private void readKeys(String line) throws IOException {
        KeyText text = KeyText.read(line);
        keys = keys.plus(text.source(), text.document());
    }

    private void readAside(String line) throws IOException {
        AsideText text = AsideText.read(line);
        leftAside.put(text.key(), text);
    }

    private void read(Kind kind) {
        Map<ObjectKey, Kept.Left> all = new TreeMap<>();
        files.read(
                kind.kindName(),
                line -> {
                    Optional<ObjectKey> gone = Kept.gone(kind, line);
                    if (gone.isPresent()) {
                        all.remove(gone.get());
                    } else {
                        Kept.Left left = Kept.Left.of(kind, line);
                        all.put(left.key(), left);
                    }
                });
        leave(all);
    }

    private void leave(Map<ObjectKey, Kept.Left> all) {
        all.values()
                .forEach(left ->
                        byOrigin.computeIfAbsent(left.origin(), _ -> new ArrayList<>())
                                .add(left.key()));
        good = good.plusAll(all);
    }

    /// Whether there is a place to keep things, and nothing in it yet.
    public synchronized boolean isNew() {
        return files.inUse() && good.isEmpty() && keys.isEmpty() && leftAside.isEmpty();
    }

    /// All that is kept, for a process that has nothing, in the order in which it is to be taken.
    public Iterator<LastGoodPart> parts() {
        SequencedMap<String, Supplier<Stream<String>>> all = new LinkedHashMap<>();
        for (Kind kind : Kind.values()) {
            all.put(kind.kindName(), () -> kept(kind).values().stream().map(Kept::line));
        }
        all.put(KEYS, () -> lines(keys));
        all.put(ASIDE, () -> aside.stream().map(AsideText::line));
        return new FileParts(all);
    }

    /// What another process has, as if an earlier one had left it here. Only before [#start]; what
    /// a later version adds is passed over.
    ///
    /// @throws IOException if it is not what [#parts] gives
    public synchronized void take(LastGoodPart part) throws IOException {
        Map<ObjectKey, Kept.Left> all = new TreeMap<>();
        for (String line : part.lines()) {
            switch (part.file()) {
                case KEYS -> readKeys(line);
                case ASIDE -> readAside(line);
                default -> {
                    for (Kind kind : Kind.values()) {
                        if (kind.kindName().equals(part.file()) && !NOT_KEPT.contains(kind)) {
                            Kept.Left left = Kept.Left.of(kind, line);
                            all.put(left.key(), left);
                        }
                    }
                }
            }
        }
        leave(all);
    }

    /// @param source tells how its author wrote an object
    /// @param told told all that goes wrong; must not block
    public void start(
            Function<ConfigObject, Optional<WrittenObject>> source, Consumer<List<Finding>> told) {
        synchronized (this) {
            written = source;
        }
        files.onProblem(() -> told.accept(files.problems()));
    }

    @Override
    public Optional<ConfigObject> find(ObjectKey key) {
        return Optional.ofNullable(good.get(key)).flatMap(this::decoded);
    }

    @Override
    public List<ConfigObject> of(Kind kind) {
        return kept(kind).values().stream()
                .filter(kept -> kept.origin().isEmpty())
                .flatMap(kept -> decoded(kept).stream())
                .toList();
    }

    @Override
    public List<ConfigObject> from(String origin) {
        return byOrigin.getOrDefault(origin, List.of()).stream()
                .flatMap(key -> Optional.ofNullable(good.get(key)).stream())
                .filter(kept -> kept.origin().equals(origin))
                .flatMap(kept -> decoded(kept).stream())
                .toList();
    }

    private Optional<ConfigObject> decoded(Kept kept) {
        try {
            return Optional.of(kept.object());
        } catch (IOException e) {
            files.tell(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private SortedMap<ObjectKey, Kept> kept(Kind kind) {
        SortedMap<ObjectKey, Kept> of = new TreeMap<>();
        for (Map.Entry<ObjectKey, Kept> entry :
                good.tailMap(new ObjectKey(kind, "", "")).entrySet()) {
            if (entry.getKey().kind() != kind) {
                break;
            }
            of.put(entry.getKey(), entry.getValue());
        }
        return of;
    }

    /// What an earlier process had to say when it set this very version aside.
    public synchronized Optional<String> aside(ConfigObject object) {
        return Optional.ofNullable(leftAside.get(object.key()))
                .filter(left ->
                        left.program().equals(program)
                                && left.digest().equals(ObjectDigest.of(object)))
                .map(AsideText::message);
    }

    /// What an earlier process fetched.
    public Optional<String> keys(KeySource source) {
        return Optional.ofNullable(keys.get(source));
    }

    /// A pass of the control loop is about to publish what came of a change of these.
    public synchronized void changing(Collection<ObjectKey> keys) {
        pending.withdraw(keys);
    }

    /// Ends a pass of the control loop.
    ///
    /// @param revisions that came of it, by group
    /// @param objects that changed, as they are served from now on; absent means not at all
    public synchronized void passed(
            SortedMap<String, Long> revisions, Map<ObjectKey, Optional<ConfigObject>> objects) {
        if (!files.inUse()) {
            return;
        }
        Map<ObjectKey, Optional<ConfigObject>> kept = new TreeMap<>(objects);
        if (!passed) {
            good.keySet().forEach(key -> kept.putIfAbsent(key, Optional.empty()));
            passed = true;
        }
        kept.keySet().removeIf(key -> NOT_KEPT.contains(key.kind()));
        pending.add(revisions, kept);
        take(pending.acknowledged());
    }

    /// These, and no others, are set aside.
    public synchronized void setAside(Collection<Aside> all) {
        leftAside.clear();
        if (files.inUse()) {
            aside =
                    all.stream()
                            .map(one ->
                                    new AsideText(
                                            one.refused().key(),
                                            ObjectDigest.of(one.refused()),
                                            program,
                                            one.message()))
                            .toList();
            files.write(ASIDE, () -> aside.stream().map(AsideText::line));
        }
    }

    /// A proxy of the group has acknowledged everything up to that revision.
    public synchronized void acknowledged(String group, long revision) {
        take(pending.acknowledged(group, revision));
    }

    private void take(Map<ObjectKey, Optional<ConfigObject>> acknowledged) {
        Map<Kind, Map<ObjectKey, Supplier<String>>> changed = new EnumMap<>(Kind.class);
        acknowledged.forEach((key, object) -> {
            Optional<Kept> now =
                    object.filter(o -> !AuthorizationPolicy.standsIn(o))
                            .flatMap(written)
                            .map(Kept.Live::new);
            good = now.isPresent() ? good.plus(key, now.get()) : good.minus(key);
            changed.computeIfAbsent(key.kind(), _ -> new HashMap<>())
                    .put(key, () -> now.map(Kept::line).orElseGet(() -> Kept.gone(key)));
        });
        changed.forEach((kind, lines) ->
                files.change(
                        kind.kindName(),
                        lines,
                        () -> kept(kind).values().stream().map(Kept::line)));
    }

    /// The group has no proxies, and is given up.
    public synchronized void forget(String group) {
        pending.forget(group);
    }

    /// Keeps keys that verify something. One that signs, too, is not for a disk.
    public synchronized void fetched(KeySource source, String document) {
        KeyText.of(source, document)
                .filter(text -> !text.document().equals(keys.get(source)))
                .ifPresent(text -> {
                    keys = keys.plus(source, text.document());
                    writeKeys();
                });
    }

    /// Nobody wants keys from there any more.
    public synchronized void forget(KeySource source) {
        if (keys.containsKey(source)) {
            keys = keys.minus(source);
            writeKeys();
        }
    }

    private void writeKeys() {
        files.write(KEYS, () -> lines(keys));
    }

    private static Stream<String> lines(Map<KeySource, String> keys) {
        return keys.entrySet().stream().map(e -> new KeyText(e.getKey(), e.getValue()).line());
    }

    /// Writes what has not been written yet.
    @Override
    public void close() {
        files.close();
    }
}
