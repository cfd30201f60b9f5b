// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// `docs/findings.md` lists every code; `-Dgolden.update=true` writes it anew.
class FindingCodesDocumentTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "findings.md");
    private static final String INTRODUCTION =
            """
            # Findings

            Whatever is wrong with what you wrote, or has no effect, is told as a finding: in the output of `gatehouse run` and \
            `gatehouse validate`, by `gatehouse get findings`, and in the admin API at `/api/v1/findings`; \
            in a cluster also by kubectl when an object is written ([admission.md](admission.md)) and in its status ([status.md](status.md)). Codes never change their meaning.

            An *error* has no effect or breaks traffic, a *warning* is probably not what you meant, an *info* is good to know. \
            An object with an error that its reader finds (GH01…) keeps its last good version.

            | code | severity | name | meaning |
            |---|---|---|---|
            """;

    @Test
    void theDocumentListsEveryCode() throws IOException {
        String rows =
                Arrays.stream(FindingCode.values())
                        .map(code ->
                                "| %s | %s | %s | %s |\n"
                                        .formatted(
                                                code.id(),
                                                code.severity().name().toLowerCase(Locale.ROOT),
                                                code.name(),
                                                code.meaning()))
                        .collect(Collectors.joining());
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(DOCUMENT, INTRODUCTION + rows);
        }
        assertThat(Files.readString(DOCUMENT)).isEqualTo(INTRODUCTION + rows);
    }

    @Test
    void noTwoCodesShareANumber() {
        Set<String> ids = new HashSet<>();
        for (FindingCode code : FindingCode.values()) {
            assertThat(ids.add(code.id())).as(code.name()).isTrue();
        }
    }
}
