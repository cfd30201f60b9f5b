// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.FieldPath;
import io.gatehouse.config.Finding;
import io.gatehouse.config.FindingCode;
import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReviewTextTest {
    private static final ObjectKey OBJECT = new ObjectKey(Kind.GATEWAY, "default", "gate");

    private static Finding finding(String message) {
        return Finding.of(FindingCode.MISSING_FIELD, OBJECT, FieldPath.of("spec.a"), message);
    }

    private static String warning(String message) {
        return ReviewText.warnings(List.of(finding(message))).getFirst();
    }

    @Test
    void aWarningNamesCodeAndField() {
        assertThat(warning("not there")).isEqualTo("GH0104 spec.a: not there");
    }

    @Test
    void aLongWarningLosesWhatIsSaidBesides() {
        String long1 = "x".repeat(80);
        assertThat(warning(long1 + "; " + long1 + "; y")).isEqualTo("GH0104 spec.a: " + long1);
        assertThat(warning("short; " + "x".repeat(40) + "; y"))
                .isEqualTo("GH0104 spec.a: short; " + "x".repeat(40) + "; y");
    }

    @Test
    void theLongestWarningIsWhatTheApiServerKeeps() {
        assertThat(warning("🙂".repeat(300)))
                .endsWith("🙂…")
                .satisfies(
                        text -> assertThat(text.codePointCount(0, text.length())).isEqualTo(256));
    }

    @Test
    void allWarningsAreNotMoreThanTheApiServerKeeps() {
        List<String> warnings =
                ReviewText.warnings(Collections.nCopies(40, finding("x".repeat(250))));
        assertThat(warnings.stream().mapToInt(String::length).sum()).isLessThanOrEqualTo(4096);
        assertThat(warnings).hasSize(16);
        assertThat(warnings.getLast()).isEqualTo("and 25 more: the object's status tells all");
    }

    @Test
    void aWarningIsOneLineOfPrintableText() {
        assertThat(warning("a\nb\u001b")).isEqualTo("GH0104 spec.a: a\\nb\\u001b");
    }

    @Test
    void aRefusalTellsAllInFull() {
        String long1 = "x".repeat(500);
        assertThat(ReviewText.refusal(List.of(finding("first"), finding(long1))))
                .isEqualTo("GH0104 spec.a: first\nGH0104 spec.a: " + long1);
        assertThat(ReviewText.refusal(Collections.nCopies(30, finding("bad"))))
                .hasLineCount(21)
                .endsWith("\nand 10 more");
    }
}
