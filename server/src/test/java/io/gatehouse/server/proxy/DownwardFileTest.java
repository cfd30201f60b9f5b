// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DownwardFileTest {
    @Test
    void aLineIsAKeyAndAQuotedValue() {
        assertThat(DownwardFile.parse("app=\"shop\"\n\nexample.com/a=\"\"\nb=\"x=y\"\n"))
                .isEqualTo(Map.of("app", "shop", "example.com/a", "", "b", "x=y"));
    }

    @Test
    void escapesAreThoseOfGo() {
        assertThat(
                        DownwardFile.parse(
                                "a=\"one\\ntwo\\t\\\"q\\\" \\\\ \\u00e9 \\U0001f600 \\x7f é\""))
                .isEqualTo(Map.of("a", "one\ntwo\t\"q\" \\ é \ud83d\ude00 \u007f é"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"app", "=\"x\"", "app=shop", "app=\"shop", "app=\""})
    void anyOtherLineIsNamed(String line) {
        assertThatThrownBy(() -> DownwardFile.parse("a=\"b\"\n" + line))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("found the line `" + line + "` (expected: key=\"value\")");
    }
}
