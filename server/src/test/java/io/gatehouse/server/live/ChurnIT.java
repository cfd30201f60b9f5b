// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import io.gatehouse.engine.DeliveryLimits;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// After many changes of the same objects the control plane holds no more than after a few: memory,
/// threads, files.
///
/// `-Dgatehouse.chaos=long` (the Maven profile `chaos`) goes on for 30 minutes.
class ChurnIT {
    private static final boolean LONG = "long".equals(System.getProperty("gatehouse.chaos"));
    private static final Duration LONG_RUN = Duration.ofMinutes(30);
    private static final int FIRST = 200;
    private static final int CHANGES = 400;
    private static final long HEAP_GROWTH = 16L << 20;
    private static final int THREAD_GROWTH = 8;
    private static final int FILE_GROWTH = 16;

    private record Held(long heap, int threads, long files) {
        static Held now() {
            System.gc();
            return new Held(
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
                    ManagementFactory.getThreadMXBean().getThreadCount(),
                    ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                            .getOpenFileDescriptorCount());
        }
    }

    @Test
    void whatIsHeldDoesNotGrow(@TempDir Path lastGood) {
        try (ChaosWorld world = new ChaosWorld(new Random(1));
                LiveGateway gateway =
                        LiveGateway.startKeeping(lastGood, DeliveryLimits.DEFAULT, world.yaml())) {
            churn(world, gateway, FIRST);
            Held before = Held.now();
            long end = System.nanoTime() + LONG_RUN.toNanos();
            do {
                churn(world, gateway, CHANGES);
            } while (LONG && System.nanoTime() < end);
            Held after = Held.now();

            String growth = "from %s to %s".formatted(before, after);
            assertThat(after.heap()).as(growth).isLessThan(before.heap() + HEAP_GROWTH);
            assertThat(after.threads()).as(growth).isLessThan(before.threads() + THREAD_GROWTH);
            assertThat(after.files()).as(growth).isLessThan(before.files() + FILE_GROWTH);
        }
    }

    private static void churn(ChaosWorld world, LiveGateway gateway, int changes) {
        for (int i = 0; i < changes; i++) {
            ChaosWorld.Change change = i % 50 == 49 ? world.withoutBadObjects() : world.next();
            gateway.changeUnseen(change.yaml(), change.deletions());
            if (i % 10 == 9) {
                gateway.settle();
            }
        }
    }
}
