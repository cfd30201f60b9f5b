// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.gatehouse.config.Severity;
import io.gatehouse.config.codec.ObjectWriter.SecretValues;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Damaged documents are values like any other: each gives a result, none an exception.
final class YamlReaderFuzzTest {
    private static final List<String> SNIPPETS =
            List.of(
                    ":",
                    "- ",
                    "\n",
                    "\n---\n",
                    "[",
                    "]",
                    "{",
                    "}",
                    "&a ",
                    "*a",
                    "!!int ",
                    "!x ",
                    "|\n",
                    ">-\n",
                    "\"",
                    "'",
                    "#",
                    "%",
                    "\t",
                    "  ",
                    "<<: ",
                    "? ",
                    "null",
                    "~",
                    "yes",
                    "1e999",
                    "0x",
                    "\u0000",
                    "\uFEFF",
                    "...",
                    "spec:",
                    "kind: List\nitems:",
                    ".inf",
                    "\r");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void anything(long seed) {
        Random random = new Random(seed);
        RandomObjects objects = new RandomObjects(seed);
        ObjectWriter writer = new ObjectWriter(SecretValues.SHOWN);
        YamlReader reader = new YamlReader(ReadLimits.DEFAULT);
        for (int i = 0; i < 1_000; i++) {
            String text =
                    random.nextBoolean()
                            ? writer.yaml(objects.next())
                            : writer.json(objects.next());
            byte[] content = text.getBytes(StandardCharsets.UTF_8);
            for (int j = random.nextInt(1, 6); j > 0 && content.length > 0; j--) {
                content = mutated(content, random);
            }
            byte[] damaged = content;

            assertThatCode(() -> assertConsistent(reader.read("f", damaged)))
                    .as(
                            "seed %d, round %d: %s",
                            seed, i, new String(damaged, StandardCharsets.UTF_8))
                    .doesNotThrowAnyException();
        }
    }

    private static void assertConsistent(List<ReadResult> results) {
        for (ReadResult result : results) {
            boolean errors =
                    result.findings().stream().anyMatch(f -> f.severity() == Severity.ERROR);
            assertThat(errors).isEqualTo(result instanceof ReadResult.Refused);
        }
    }

    private static byte[] mutated(byte[] content, Random random) {
        int at = random.nextInt(content.length);
        int end = Math.min(content.length, at + random.nextInt(20));
        byte[] before = Arrays.copyOf(content, at);
        byte[] after = Arrays.copyOfRange(content, end, content.length);
        return switch (random.nextInt(5)) {
            case 0 -> joined(before, after);
            case 1 -> before;
            case 2 -> joined(before, joined(new byte[] {(byte) random.nextInt()}, after));
            case 3 -> joined(content, Arrays.copyOfRange(content, at, end));
            default -> {
                String snippet = SNIPPETS.get(random.nextInt(SNIPPETS.size()));
                byte[] inserted = snippet.getBytes(StandardCharsets.UTF_8);
                yield joined(
                        before, joined(inserted, Arrays.copyOfRange(content, at, content.length)));
            }
        };
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
