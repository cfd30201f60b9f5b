// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.Finding;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ReadLimitsTest {
    private final YamlReader reader = new YamlReader(ReadLimits.DEFAULT);

    @Test
    void bounds() {
        YamlReader strict = new YamlReader(new ReadLimits(200, 5, 3, 20));

        assertThat(messages(strict, "a".repeat(201)))
                .containsExactly("found 201 bytes (expected: at most 200 in one file)");
        assertThat(messages(strict, "[".repeat(6)))
                .containsExactly("found lists and mappings nested deeper than 5 levels");
        assertThat(messages(strict, "a: &a 1\nb: [*a, *a, *a, *a]"))
                .containsExactly("found more than 3 aliases in one document");
        assertThat(messages(strict, "a: &a [1,2,3,4]\nb: &b [*a, *a]\nc: *b"))
                .singleElement()
                .asString()
                .contains("more than 20 values");
        assertThat(messages(strict, "a: &a [*a]")).singleElement().asString().contains("itself");
        assertThat(messages(reader, "[".repeat(100_000))).hasSize(1);
    }

    @Test
    void aBillionLaughs() {
        StringBuilder text = new StringBuilder("a0: &a0 [x]\n");
        for (int i = 1; i < 60; i++) {
            text.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
        }

        assertThat(messages(reader, text.toString()))
                .singleElement()
                .asString()
                .contains("more than 1000000 values");
    }

    private static List<String> messages(YamlReader reader, String text) {
        return reader.read("f.yaml", text).stream()
                .flatMap(r -> r.findings().stream())
                .map(Finding::message)
                .toList();
    }
}
