// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.engine.DeliveryLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Random changes of everything that a gateway is made of, bad objects among them, and a control
/// plane that goes away and comes back, what it has kept damaged or not, while requests arrive for
/// hosts that always have somewhere to go: each of them is answered with 200, and afterwards all is
/// as after a fresh start.
///
/// `-Dgatehouse.chaos=long` (the Maven profile `chaos`) runs more of it.
class ChaosIT {
    private static final boolean LONG = "long".equals(System.getProperty("gatehouse.chaos"));
    private static final int STEPS = LONG ? 200 : 60;
    private static final int RESTARTS_EVERY = 15;
    private static final int SEEDS = LONG ? 10 : 2;

    /// How routes are delivered.
    enum Form {
        WHOLE(new DeliveryLimits(1_000, 1_000), true),
        HOST_BY_HOST(new DeliveryLimits(1, 1_000), true),
        HOST_ON_DEMAND(new DeliveryLimits(1, 1_000, true), true),
        /// Connections of a listener that was replaced are known to the control plane that replaced
        /// it only: it stays.
        NOW_SO_NOW_SO(new DeliveryLimits(10, 1_000), false);

        private final DeliveryLimits limits;
        private final boolean restarts;

        Form(DeliveryLimits limits, boolean restarts) {
            this.limits = limits;
            this.restarts = restarts;
        }
    }

    static Stream<Arguments> runs() {
        return LongStream.rangeClosed(1, SEEDS)
                .boxed()
                .flatMap(
                        seed -> Arrays.stream(Form.values()).map(form -> Arguments.of(form, seed)));
    }

    private static void damage(Path lastGood) throws IOException {
        try (Stream<Path> files = Files.list(lastGood)) {
            for (Path file : files.toList()) {
                byte[] content = Files.readAllBytes(file);
                Files.write(file, Arrays.copyOf(content, content.length / 2));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("runs")
    void noChangeCostsARequest(Form form, long seed, @TempDir Path lastGood) throws IOException {
        Random random = new Random(seed);
        try (ChaosWorld world = new ChaosWorld(random);
                LiveGateway gateway =
                        LiveGateway.startKeeping(lastGood, form.limits, world.yaml())) {
            world.hosts().forEach(host -> LiveGateway.awaitStatus(gateway.http(), host, "/", 200));
            LiveGateway.awaitStatus(
                    gateway.https(ChaosWorld.TLS_HOST), ChaosWorld.TLS_HOST, "/", 200);
            try (Load plain = Load.start(gateway.http(), world.requests());
                    Load tls =
                            Load.start(gateway.https(ChaosWorld.TLS_HOST), world.tlsRequests())) {
                for (int step = 1; step <= STEPS; step++) {
                    ChaosWorld.Change change = world.next();
                    if (random.nextBoolean()) {
                        gateway.change(change.yaml(), change.deletions());
                    } else {
                        gateway.changeUnseen(change.yaml(), change.deletions());
                    }
                    if (form.restarts && step % RESTARTS_EVERY == 0) {
                        gateway.stopControlPlane();
                        if (random.nextBoolean()) {
                            damage(lastGood);
                        }
                        gateway.restartControlPlane();
                    }
                    plain.more(5);
                    tls.more(5);
                    String at = "step %d: %s".formatted(step, change);
                    assertThat(plain.failures()).as(() -> at + gateway.proxyEnd()).isEmpty();
                    assertThat(tls.failures()).as(() -> at + gateway.proxyEnd()).isEmpty();
                }
                ChaosWorld.Change last = world.withoutBadObjects();
                gateway.change(last.yaml(), last.deletions());
                assertThat(plain.stop()).isEmpty();
                assertThat(tls.stop()).isEmpty();
            }
            await().atMost(Duration.ofSeconds(20)).until(gateway::ready);
            assertThat(gateway.resources()).isEqualTo(gateway.fresh());
        }
    }
}
