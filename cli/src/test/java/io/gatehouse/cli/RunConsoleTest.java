// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.ConfigBatch;
import io.gatehouse.server.AppliedChange;
import io.gatehouse.server.FindingChanges;
import io.gatehouse.server.LiveChange;
import io.gatehouse.server.envoy.EnvoyState;
import io.gatehouse.server.log.EventLog;
import io.gatehouse.server.log.Palette;
import io.gatehouse.server.log.TextFormat;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class RunConsoleTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    private final Clock clock = Clock.fixed(Instant.parse("2026-11-23T12:00:00Z"), ZoneOffset.UTC);
    private final EventLog log =
            new EventLog(
                    new TextFormat(Palette.of(false, true, new TreeMap<>()), ZoneOffset.UTC),
                    out,
                    clock);
    private final RunConsole console = new RunConsole(log, true, _ -> "TABLE\n");

    private String told() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static LiveChange change(String cause, Duration latency, int proxies) {
        ConfigBatch batch = new ConfigBatch(cause, 0, List.of());
        return new LiveChange(
                new AppliedChange(List.of(batch), new TreeMap<>(), FindingChanges.NONE),
                latency,
                proxies);
    }

    @Test
    void theTableComesWithCommandsToTryAndThenOneLineForEachChange() {
        console.live(change("read my-app", Duration.ofSeconds(1), 1));
        console.serving(List.of(), List.of("curl one"));
        console.live(change("changed a.yaml", Duration.ofNanos(6_440_000), 1));
        console.live(change("changed b.yaml", Duration.ofMillis(23), 1));
        console.live(change("changed c.yaml", Duration.ZERO, 0));

        assertThat(told())
                .isEqualTo(
                        """

                        TABLE

                        Try:
                          curl one

                        12:00:00 info    changed a.yaml: live in 6.4 ms
                        12:00:00 info    changed b.yaml: live in 23 ms
                        12:00:00 info    changed c.yaml: nothing changes for Envoy
                        """);
    }

    @Test
    void nothingDrainsThatHasNotServed() {
        console.envoy(new EnvoyState.Draining());
        assertThat(told()).isEmpty();
        console.serving(List.of(), List.of());
        bytes.reset();
        console.envoy(new EnvoyState.Draining());
        assertThat(told()).contains("draining");
    }

    @Test
    void envoysDeathAndReturnAreTold() {
        console.serving(List.of(), List.of());
        bytes.reset();
        console.envoy(new EnvoyState.Died(137));
        console.envoy(new EnvoyState.Restarting(Duration.ofMillis(50)));
        console.envoy(new EnvoyState.Serving(7));

        assertThat(told())
                .isEqualTo(
                        """
                        12:00:00 error   Envoy ended by itself  exit-code=137
                        12:00:00 info    Envoy starts again in 50 ms
                        12:00:00 info    Envoy serves again  pid=7
                        """);
    }

    @Test
    void ofEnvoysLinesOnlyThoseThatSaySomethingNewAreTold() {
        console.envoyLog("");
        console.envoyLog(
                "[2026-11-23 12:00:00.000][1][warning][misc] [a.cc:1] message 'x.CustomResponse' is contained in proto file 'x/custom_response.proto' marked as work-in-progress. API features");
        console.envoyLog(
                "[2026-11-23 12:00:00.000][1][warning][config] [a.cc:1] delta config for type.googleapis.com/x rejected: no");
        console.envoyLog(
                "[2026-11-23 12:00:00.000][1][warning][main] [source/server.cc:1] caught ENVOY_SIGTERM");
        console.envoyLog("[2026-11-23 12:00:00.000][1][warning][misc] [a.cc:1] something odd");

        assertThat(told()).isEqualTo("12:00:00 warning envoy: something odd\n");
    }
}
