// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gatehouse.config.FieldPath;
import io.gatehouse.config.Finding;
import io.gatehouse.config.FindingCode;
import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.Severity;
import io.gatehouse.config.SourcePosition;
import io.gatehouse.config.codec.JsonText;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

final class EventLogTest {
    private static final Finding FINDING =
            Finding.of(
                            FindingCode.INVALID_VALUE,
                            new ObjectKey(Kind.VIRTUAL_SERVICE, "default", "shop"),
                            FieldPath.of("spec.http[0].route[1].weight"),
                            "found \"ten\" (expected: a number)")
                    .at(new SourcePosition("shop.yaml", 14, 9));

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, UTF_8);
    private final Clock clock =
            Clock.fixed(Instant.parse("2026-11-23T23:30:05.123456Z"), ZoneOffset.UTC);
    private final EventLog text = log(new TextFormat(Palette.PLAIN, ZoneId.of("Europe/Berlin")));
    private final EventLog json = log(new JsonFormat());

    private EventLog log(EventFormat format) {
        return new EventLog(format, out, clock);
    }

    private String written() {
        return bytes.toString(UTF_8);
    }

    @Test
    void textIsAlignedAndInLocalTime() {
        text.info(
                "changed shop.yaml", EventField.of("proxies", 2), EventField.of("live", "3.1 ms"));
        text.warning("careful");
        text.error("broken", EventField.of("empty", ""), EventField.of("quoted", "a\"b"));

        assertThat(written())
                .isEqualTo(
                        """
                        00:30:05 info    changed shop.yaml  proxies=2  live="3.1 ms"
                        00:30:05 warning careful
                        00:30:05 error   broken  empty=""  quoted="a\\"b"
                        """);
    }

    @Test
    void furtherLinesOfAMessageAreIndented() {
        text.info("serving:\n  http://a/\n  http://b/\n");

        assertThat(written())
                .isEqualTo(
                        """
                        00:30:05 info    serving:
                                           http://a/
                                           http://b/
                        """);
    }

    @Test
    void findingsAsText() {
        text.tell(FINDING);
        text.resolved(FINDING);

        String description =
                "GH0103 VirtualService default/shop spec.http[0].route[1].weight: found \"ten\""
                        + " (expected: a number) (shop.yaml:14:9)\n";
        assertThat(written())
                .isEqualTo("00:30:05 error   " + description + "00:30:05 fixed   " + description);
        assertThat(FindingText.line(FINDING, Palette.PLAIN) + "\n")
                .isEqualTo("error " + description);
    }

    @Test
    void coloursOnlyWhenAsked() {
        log(new TextFormat(Palette.COLOURED, ZoneOffset.UTC)).error("broken");

        assertThat(written()).isEqualTo("\033[2m23:30:05\033[0m \033[31merror\033[0m   broken\n");
    }

    @Test
    void aMessageCannotForgeALineOrSteerTheTerminal() {
        text.info("a\r\033[31mb\u202e", EventField.of("file", "x\n00:00:00 error"));

        assertThat(written())
                .isEqualTo(
                        "00:30:05 info    a\\r\\u001b[31mb\\u202e  file=\"x\\n00:00:00 error\"\n");
    }

    @Test
    void jsonIsOneObjectPerLine() {
        json.warning(
                "two\nlines",
                EventField.of("count", 3),
                EventField.of("ratio", 0.5),
                EventField.of("nan", Double.NaN),
                EventField.of("ok", true),
                EventField.of("kind", Kind.POD));
        json.info("nothing more");

        assertThat(written().lines())
                .containsExactly(
                        "{\"time\":\"2026-11-23T23:30:05.123Z\",\"level\":\"warning\",\"message\":\"two\\nlines\",\"fields\":{\"count\":3,\"ratio\":0.5,\"nan\":\"NaN\",\"ok\":true,\"kind\":\"POD\"}}",
                        "{\"time\":\"2026-11-23T23:30:05.123Z\",\"level\":\"info\",\"message\":\"nothing more\"}");
    }

    @Test
    void findingsAsJson() throws IOException {
        json.tell(FINDING);
        json.resolved(FINDING);

        Map<String, Object> fields =
                Map.of(
                        "code",
                        "GH0103",
                        "object",
                        Map.of("kind", "VirtualService", "namespace", "default", "name", "shop"),
                        "field",
                        "spec.http[0].route[1].weight",
                        "position",
                        Map.of("file", "shop.yaml", "line", 14L, "column", 9L));
        String[] lines = written().split("\n", -1);
        assertThat(JsonText.parse(lines[0]))
                .isEqualTo(
                        Map.of(
                                "time",
                                "2026-11-23T23:30:05.123Z",
                                "level",
                                "error",
                                "message",
                                FINDING.message(),
                                "fields",
                                fields));
        assertThat(JsonText.parse(lines[1]))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("level", "info")
                .containsEntry("message", "fixed: " + FINDING.message())
                .containsEntry("fields", fields);
    }

    @Test
    void aFieldThatCannotBeWrittenDoesNotLoseTheEvent() {
        Object broken =
                new Object() {
                    @Override
                    public String toString() {
                        throw new IllegalStateException("no text");
                    }
                };
        text.tell(Severity.WARNING, "still told", EventField.of("field", broken));

        assertThat(written())
                .isEqualTo(
                        "00:30:05 warning still told  unwritable=java.lang.IllegalStateException\n");
    }

    @Test
    void linesOfSeveralThreadsDoNotMix() {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 200; i++) {
                threads.execute(() -> json.info("m".repeat(200), EventField.of("n", 1)));
            }
        }

        assertThat(written().lines().toList())
                .hasSize(200)
                .allSatisfy(line -> assertThat(line).startsWith("{\"time\"").endsWith("}}"))
                .containsOnly(written().lines().findFirst().orElseThrow());
    }

    /// A device that is always full.
    @Test
    void aDiskThatIsFullStopsNobody() throws IOException {
        File full = new File("/dev/full");
        assumeTrue(full.exists(), "a disk that is full");
        try (PrintStream disk = new PrintStream(new FileOutputStream(full), true, UTF_8)) {
            EventLog log = new EventLog(new JsonFormat(), disk, clock);
            log.error("lost");
            log.tell(FINDING);
            assertThat(disk.checkError()).isTrue();
        }
    }
}
