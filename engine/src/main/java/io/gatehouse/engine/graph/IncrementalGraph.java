// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.graph;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Tables that are written, derivations and indexes that follow from them, outputs that tell what
/// became of a change.
///
/// Writes only mark what may have to change; reading an output recomputes what is really concerned.
/// All reads between two writes see one revision, so no derivation ever sees a mixture. Not
/// thread-safe: one thread owns a graph, which others help to compute where there are many values.
public final class IncrementalGraph {
    private static final int NOT_SETTLING = Integer.MAX_VALUE;
    private static final int MANY = 100;

    private final int many;
    private final List<Settling> settled = new ArrayList<>();
    private final Set<Node> perhapsUnread = new LinkedHashSet<>();
    private final Map<Place, RuntimeException> failures = new LinkedHashMap<>();
    private @Nullable Thread owner;
    private long revision;
    private final AtomicLong runs = new AtomicLong();
    private int settling = NOT_SETTLING;

    /// Where a function failed: the derivation's name and the key.
    public record Place(String derivation, Object key) {}

    public IncrementalGraph() {
        this(MANY);
    }

    /// @param many so many values that are to be computed are shared out to all processors
    IncrementalGraph(int many) {
        this.many = many;
    }

    public <K, V> Table<K, V> table() {
        return new Table<>(this);
    }

    /// A function with memory.
    ///
    /// @param function pure; must read through its [Evaluation] whatever is not its key; may run on
    ///   another thread than the graph's, and must not wait for any
    public <K, V> Derivation<K, V> derivation(String name, BiFunction<Evaluation, K, V> function) {
        return new Derivation<>(this, name, function);
    }

    /// Sources sorted into groups.
    ///
    /// @param groups of one source; may read indexes that were made before this one
    public <S extends Comparable<S>, G> Index<S, G> index(
            String name, Keys<S> sources, BiFunction<Evaluation, S, Set<G>> groups) {
        Index<S, G> index = new Index<>(this, settled.size(), sources, derivation(name, groups));
        settled.add(index);
        return index;
    }

    /// The maps of sources, taken apart.
    ///
    /// @param map of one source; may read indexes and entries that were made before these
    public <S, K, V> Entries<K, V> entries(
            String name, Keys<S> sources, BiFunction<Evaluation, S, Map<K, V>> map) {
        Entries<K, V> entries = new Entries<>(this, settled.size(), sources, derivation(name, map));
        settled.add(entries);
        return entries;
    }

    /// Those keys of a set whose owner has a property.
    ///
    /// @param property may read indexes and entries that were made before this one
    public <K, O> Keys<K> where(
            String name,
            Keys<K> keys,
            Function<K, O> owner,
            BiFunction<Evaluation, O, Boolean> property) {
        OwnedKeys<K, O> owned =
                new OwnedKeys<>(settled.size(), keys, owner, derivation(name, property));
        settled.add(owned);
        return owned;
    }

    /// The keys that at least one of several sets has.
    public <K> Keys<K> union(Collection<? extends Keys<K>> parts) {
        return new Union<>(parts);
    }

    public <K, V> Output<K, V> output(Keys<K> keys, Derivation<K, V> derivation) {
        return Output.of(this, keys, derivation, Optional::of);
    }

    /// Of the keys for which there is a value.
    public <K, V> Output<K, V> outputOfPresent(
            Keys<K> keys, Derivation<K, Optional<V>> derivation) {
        return Output.of(this, keys, derivation, Function.identity());
    }

    /// Functions that threw and have not succeeded since. Their last good values are still in use.
    public Map<Place, RuntimeException> failures() {
        return Map.copyOf(failures);
    }

    /// How often functions have run, all in all: what changes have cost.
    public long runs() {
        return runs.get();
    }

    boolean isWorthSharing(int values) {
        return values >= many;
    }

    void ran() {
        runs.incrementAndGet();
    }

    long revision() {
        return revision;
    }

    void write() {
        if (owner == null) {
            owner = Thread.currentThread();
        }
        if (owner != Thread.currentThread()) {
            throw new IllegalStateException(
                    "the graph belongs to "
                            + owner
                            + " (called by "
                            + Thread.currentThread()
                            + ")");
        }
        revision++;
    }

    /// A revision of its own for a bucket, which may change after something was already verified in
    /// the same pass.
    long nextRevision() {
        return ++revision;
    }

    void settle() {
        for (Settling next : settled) {
            settling = next.position();
            next.settle();
        }
        settling = NOT_SETTLING;
        for (Settling one : settled) {
            if (!one.settled()) {
                throw new IllegalStateException(
                        "index " + one.position() + " depends on a later one");
            }
        }
    }

    void checkOrder(int indexRead) {
        if (indexRead >= settling) {
            throw new IllegalStateException(
                    "index "
                            + settling
                            + " reads index "
                            + indexRead
                            + " (expected: an earlier one)");
        }
    }

    synchronized void perhapsUnread(Node node) {
        perhapsUnread.add(node);
    }

    /// Lets go of what nothing reads any more.
    void sweep() {
        while (!perhapsUnread.isEmpty()) {
            List<Node> candidates = new ArrayList<>(perhapsUnread);
            perhapsUnread.clear();
            for (Node node : candidates) {
                boolean watched =
                        node instanceof DerivedNode<?, ?> derived && derived.watch != null;
                if (node.unread() && !watched) {
                    node.dispose();
                }
            }
        }
    }

    synchronized void failed(String derivation, Object key, RuntimeException failure) {
        failures.put(new Place(derivation, key), failure);
    }

    synchronized void recovered(String derivation, Object key) {
        failures.remove(new Place(derivation, key));
    }
}
