// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class UnawaitedOutputTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    private final StalledReader reader = new StalledReader();
    private final UnawaitedOutput output =
            new UnawaitedOutput(
                    new PrintStream(reader, false, UTF_8), lost -> lost + " lost\n", 10);

    @Test
    void whatIsNotTakenIsLostFromTheOldestOnAndCounted() throws InterruptedException {
        output.print("taken\n");
        reader.reads.await();
        for (int i = 0; i < 9; i++) {
            output.print("l" + i + "\n");
        }
        output.finish(Duration.ZERO);

        reader.goesOn.countDown();
        output.finish(LONG);
        assertThat(reader.taken.toString(UTF_8)).isEqualTo("taken\n6 lost\nl6\nl7\nl8\n");
    }

    @Test
    void aLineThatIsLongerThanTheBoundIsWrittenAllTheSame() {
        reader.goesOn.countDown();
        output.print("longer than ten\n");
        output.finish(LONG);
        assertThat(reader.taken.toString(UTF_8)).isEqualTo("longer than ten\n");
    }

    private static final class StalledReader extends OutputStream {
        private final CountDownLatch reads = new CountDownLatch(1);
        private final CountDownLatch goesOn = new CountDownLatch(1);
        private final ByteArrayOutputStream taken = new ByteArrayOutputStream();

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            reads.countDown();
            try {
                goesOn.await();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
            taken.write(bytes, offset, length);
        }
    }
}
