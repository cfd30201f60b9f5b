// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.xds;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testing.xds.DeltaModel;
import io.gatehouse.testing.xds.SotwModel;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Random publishes, delays, repeated questions, refusals and reconnects; whatever happens, proxies
/// of both protocols end up with exactly what they ask for. A failure names its seed.
class ConvergencePropertyTest {
    private static final int SEEDS = 250;
    private static final int STEPS = 250;
    private static final int STEPS_TO_REST = 2_000;
    private static final int ROUNDS_OF_WAITING = 4;

    private final ResourceCache cache = new ResourceCache();
    private World world = World.empty();
    private long now = 0;

    static Stream<Long> seeds() {
        return IntStream.range(0, SEEDS).mapToObj(seed -> 1_000L + seed);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void nothingEverNamesAClusterThatTheProxyLacks(long seed) {
        Random random = new Random(seed);
        SimulatedProxy<?, ?> delta =
                new SimulatedProxy<>(new DeltaModel(), DeltaDialect::new, cache, random);
        SimulatedProxy<?, ?> sotw =
                new SimulatedProxy<>(new SotwModel(), SotwDialect::new, cache, random);
        for (int step = 0; step < STEPS; step++) {
            if (random.nextInt(12) == 0) {
                publish(random, false);
            }
            if (random.nextInt(60) == 0) {
                delta.reconnect();
            }
            step(random, delta);
            step(random, sotw);
            delta.assertClustersAreThere();
            sotw.assertClustersAreThere();
        }
        publish(random, false);
        for (SimulatedProxy<?, ?> proxy : List.of(delta, sotw)) {
            rest(proxy, true);
            proxy.assertHasAll();
            assertThat(proxy.synced()).isEqualTo(cache.snapshot("group").revision());
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void refusedResourcesHarmNoOthers(long seed) {
        Random random = new Random(seed);
        SimulatedProxy<?, ?> delta =
                new SimulatedProxy<>(new DeltaModel(), DeltaDialect::new, cache, random);
        SimulatedProxy<?, ?> sotw =
                new SimulatedProxy<>(new SotwModel(), SotwDialect::new, cache, random);
        for (int step = 0; step < STEPS; step++) {
            if (random.nextInt(12) == 0) {
                publish(random, true);
            }
            if (random.nextInt(60) == 0) {
                delta.reconnect();
            }
            if (random.nextInt(60) == 0) {
                sotw.reconnect();
            }
            if (random.nextInt(30) == 0) {
                now += Duration.ofSeconds(random.nextInt(40)).toNanos();
            }
            step(random, delta);
            step(random, sotw);
        }
        publish(random, true);
        for (SimulatedProxy<?, ?> proxy : List.of(delta, sotw)) {
            for (int round = 0; round < ROUNDS_OF_WAITING; round++) {
                rest(proxy, false);
                now += DiscoverySettings.DEFAULT.drain().toNanos();
            }
            proxy.assertHasAllButRefused();
            long revision = cache.snapshot("group").revision();
            assertThat(proxy.settled()).isEqualTo(revision);
            assertThat(proxy.synced() == revision).isEqualTo(!proxy.asksForRefused());
        }
    }

    private void publish(Random random, boolean withRefused) {
        world = World.random(random, world, withRefused);
        world.publish(cache, "group");
    }

    private void step(Random random, SimulatedProxy<?, ?> proxy) {
        switch (random.nextInt(8)) {
            case 0, 1, 2 -> proxy.serverReads();
            case 3, 4 -> proxy.serverSends(now);
            case 5, 6 -> proxy.proxyReads();
            default -> {
                if (random.nextInt(10) == 0) {
                    proxy.proxyAsksAgain();
                }
            }
        }
    }

    private void rest(SimulatedProxy<?, ?> proxy, boolean strict) {
        for (int step = 0; step < STEPS_TO_REST; step++) {
            proxy.serverReads();
            boolean sent = proxy.serverSends(now);
            boolean read = proxy.proxyReads();
            if (strict) {
                proxy.assertClustersAreThere();
            }
            if (!sent && !read && proxy.idle()) {
                if (!proxy.stopsWaitingForEndpoints()) {
                    return;
                }
                assertThat(strict && !proxy.hasReconnected()).as("waits in vain").isFalse();
            }
        }
        throw new AssertionError("the conversation does not end");
    }
}
