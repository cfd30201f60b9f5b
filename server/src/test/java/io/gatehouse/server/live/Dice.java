// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/// Choices that a seed repeats.
record Dice(Random random) {
    static Dice of(long seed) {
        return new Dice(new Random(seed));
    }

    <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    /// True once in so many times.
    boolean once(int in) {
        return random.nextInt(in) == 0;
    }

    <T> List<T> some(int least, int most, Supplier<T> each) {
        int count = least + random.nextInt(most - least + 1);
        return IntStream.range(0, count).mapToObj(_ -> each.get()).toList();
    }
}
