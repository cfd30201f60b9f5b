// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine;

import io.gatehouse.engine.graph.Evaluation;
import io.gatehouse.engine.graph.IncrementalGraph;
import io.gatehouse.engine.graph.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// The time as an input like any other, so that what depends on it stays pure. It goes in steps, so
/// that little is looked at again for it: it may be up to one step behind. Whoever runs the graph
/// tells it now and then; until then nothing depends on it.
public final class WallClock {
    public static final Duration STEP = Duration.ofMinutes(10);

    private static final String NOW = "now";

    private final Table<String, Instant> time;

    WallClock(IncrementalGraph graph) {
        time = graph.table();
    }

    public void set(Instant now) {
        long step = STEP.toSeconds();
        time.put(NOW, Instant.ofEpochSecond(now.getEpochSecond() / step * step));
    }

    public Optional<Instant> read(Evaluation e) {
        return e.read(time, NOW);
    }
}
