// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.Finding;
import io.gatehouse.config.FindingCode;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.server.LiveTranslation;
import io.gatehouse.server.TestGroups;
import io.gatehouse.server.Translation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// Whatever the YAML is, no exception leaves the reader or the engine, and none is caught within as
/// a defect. `-Dfuzz.seed=N -Dfuzz.inputs=N` try others and more.
class FuzzTest {
    private static final int INPUTS = Integer.getInteger("fuzz.inputs", 100_000);
    private static final long FIRST_SEED = Long.getLong("fuzz.seed", 1);
    private static final int SEEDS = 10;

    /// Inputs whose objects are there together.
    private static final int GROUP = 4;

    /// Every so many inputs are translated alone and from scratch, too.
    private static final int ALONE = 100;

    private static final FuzzCorpus CORPUS = FuzzCorpus.load();
    private static final SortedMap<ObjectKey, ConfigObject> FIXTURE = FuzzFixture.objects();

    @Test
    void nothingIsThrownAndNothingIsADefect() throws InterruptedException, ExecutionException {
        try (ExecutorService threads =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
            List<Future<Integer>> runs = new ArrayList<>();
            LongStream.range(FIRST_SEED, FIRST_SEED + SEEDS)
                    .forEach(seed -> runs.add(threads.submit(() -> run(seed, INPUTS / SEEDS))));
            int accepted = 0;
            for (Future<Integer> run : runs) {
                accepted += run.get();
            }
            // else nothing but the reader is put to the test
            assertThat(accepted).isGreaterThan(INPUTS);
        }
    }

    /// How many objects were accepted.
    private static int run(long seed, int count) {
        FuzzInputs inputs = new FuzzInputs(CORPUS, seed);
        LiveTranslation live = started();
        int accepted = 0;
        for (int i = 0; i < count; i += GROUP) {
            SortedMap<ObjectKey, ConfigObject> objects = new TreeMap<>();
            List<FuzzInput> group = new ArrayList<>();
            for (int j = 0; j < GROUP; j++) {
                FuzzInput input = inputs.next();
                group.add(input);
                read(input).forEach(object -> objects.put(object.key(), object));
            }
            accepted += objects.size();
            translate(live, objects.values(), group);
            reset(live, objects.keySet());
            if (i % ALONE == 0) {
                alone(group.getFirst());
            }
        }
        return accepted;
    }

    private static LiveTranslation started() {
        LiveTranslation live = new LiveTranslation(TestGroups.INGRESS);
        FIXTURE.values().forEach(live::upsert);
        return live;
    }

    private static List<ConfigObject> read(FuzzInput input) {
        try {
            return input.accepted();
        } catch (RuntimeException | StackOverflowError e) {
            throw new AssertionError("reading " + input, e);
        }
    }

    private static void translate(
            LiveTranslation live, Collection<ConfigObject> objects, List<FuzzInput> group) {
        Optional<Finding> defect;
        try {
            objects.forEach(live::upsert);
            live.changes();
            defect = defect(live.findings());
        } catch (RuntimeException | StackOverflowError e) {
            throw new AssertionError("translating together " + group, e);
        }
        if (defect.isPresent()) {
            group.forEach(FuzzTest::alone);
            throw new AssertionError(defect.get() + "\ntogether " + group);
        }
    }

    private static void reset(LiveTranslation live, Collection<ObjectKey> keys) {
        for (ObjectKey key : keys) {
            ConfigObject original = FIXTURE.get(key);
            if (original == null) {
                live.delete(key);
            } else {
                live.upsert(original);
            }
        }
    }

    private static void alone(FuzzInput input) {
        try {
            SortedMap<ObjectKey, ConfigObject> objects = new TreeMap<>(FIXTURE);
            read(input).forEach(object -> objects.put(object.key(), object));
            assertThat(defect(Translation.of(objects.values(), TestGroups.INGRESS).findings()))
                    .as("alone, %s", input)
                    .isEmpty();
        } catch (RuntimeException | StackOverflowError e) {
            throw new AssertionError("translating alone " + input, e);
        }
    }

    private static Optional<Finding> defect(List<Finding> findings) {
        return findings.stream().filter(f -> f.code() == FindingCode.INTERNAL).findFirst();
    }
}
