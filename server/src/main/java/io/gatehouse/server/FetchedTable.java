// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server;

import io.gatehouse.engine.graph.Output;
import io.gatehouse.engine.graph.Table;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/// What the graph wants to be fetched, and what has been. For the control loop's thread.
///
/// @param <S> from where
/// @param <D> how
/// @param <V> what
final class FetchedTable<S, D, V> {
    private final Output<S, D> wanted;
    private final Table<S, V> table;
    private final V pending;
    private final Consumer<Output.Change<S, D>> fetcher;
    private final Set<S> fetching = new HashSet<>();

    /// @param pending what is there until the first attempt has ended
    /// @param fetcher told what is wanted; must not block
    FetchedTable(
            Output<S, D> wanted,
            Table<S, V> table,
            V pending,
            Consumer<Output.Change<S, D>> fetcher) {
        this.wanted = wanted;
        this.table = table;
        this.pending = pending;
        this.fetcher = fetcher;
    }

    void tellWhatIsWanted() {
        wanted.changes()
                .forEach(change -> {
                    if (change.value().isEmpty()) {
                        fetching.remove(change.key());
                        table.remove(change.key());
                    } else if (fetching.add(change.key())) {
                        table.put(change.key(), pending);
                    }
                    fetcher.accept(change);
                });
    }

    /// Counts while it is wanted.
    void put(S source, V fetched) {
        if (fetching.contains(source)) {
            table.put(source, fetched);
        }
    }
}
