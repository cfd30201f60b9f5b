// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class JavaLoggingTest {
    private static final Logger LOGGER = Logger.getLogger("io.grpc.Test");

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final EventLog log =
            new EventLog(
                    new TextFormat(Palette.PLAIN, ZoneOffset.UTC),
                    new PrintStream(bytes, true, StandardCharsets.UTF_8),
                    Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));

    @AfterEach
    void asBefore() throws IOException {
        LogManager.getLogManager().readConfiguration();
    }

    private String written() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void warningsAndWorseAreTold() {
        JavaLogging.routeTo(log, false);
        LOGGER.info("not told");
        LOGGER.log(Level.WARNING, "transport {0} failed", "t1");
        LOGGER.log(Level.SEVERE, "worse", new IOException("reset"));

        assertThat(written())
                .isEqualTo(
                        """
                        00:00:00 warning transport t1 failed  logger=io.grpc.Test
                        00:00:00 error   worse  logger=io.grpc.Test  exception="java.io.IOException: reset"
                        """);
    }

    @Test
    void stackTracesWhenAskedFor() {
        JavaLogging.routeTo(log, true);
        LOGGER.log(Level.WARNING, "failed", new IOException("reset"));

        assertThat(written().lines().toList())
                .startsWith(
                        "00:00:00 warning failed", " ".repeat(17) + "java.io.IOException: reset")
                .anySatisfy(line -> assertThat(line).contains("at ").contains("JavaLoggingTest"));
    }
}
