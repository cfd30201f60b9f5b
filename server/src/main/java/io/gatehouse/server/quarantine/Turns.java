// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.quarantine;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.SequencedMap;

/// What waits, of several who take turns: whoever has much waits for itself. Safe for use by any
/// thread.
final class Turns<T> {
    private final SequencedMap<String, Deque<T>> waiting = new LinkedHashMap<>();

    synchronized void add(String whose, T item) {
        waiting.computeIfAbsent(whose, _ -> new ArrayDeque<>()).add(item);
    }

    synchronized T next() {
        Map.Entry<String, Deque<T>> turn = waiting.pollFirstEntry();
        if (turn == null) {
            throw new NoSuchElementException("nothing waits");
        }
        T item = turn.getValue().remove();
        if (!turn.getValue().isEmpty()) {
            waiting.putLast(turn.getKey(), turn.getValue());
        }
        return item;
    }
}
