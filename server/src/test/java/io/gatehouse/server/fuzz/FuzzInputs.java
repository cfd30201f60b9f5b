// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.fuzz;

import io.gatehouse.config.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/// An endless sequence of inputs, the same for the same seed.
final class FuzzInputs {
    private static final int OUT_OF_TEN_BY_TREE = 7;

    private final FuzzCorpus corpus;
    private final long seed;
    private final Random random;
    private final TreeMutation trees;
    private int round;

    FuzzInputs(FuzzCorpus corpus, long seed) {
        this.corpus = corpus;
        this.seed = seed;
        this.random = new Random(seed);
        this.trees = new TreeMutation(corpus, random);
    }

    FuzzInput next() {
        FuzzCorpus.Sample sample = corpus.any(random);
        byte[] content =
                random.nextInt(10) < OUT_OF_TEN_BY_TREE
                        ? trees.mutated(sample).getBytes(StandardCharsets.UTF_8)
                        : TextMutation.mutated(
                                sample.text().getBytes(StandardCharsets.UTF_8), random);
        return new FuzzInput(seed, round++, sample.name(), Bytes.of(content));
    }
}
