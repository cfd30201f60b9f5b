// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DurationTextTest {
    @ParameterizedTest
    @CsvSource({
        "1s, PT1S",
        "1.5s, PT1.5S",
        "1m30s, PT1M30S",
        "100ms, PT0.1S",
        "0, PT0S",
        "0s, PT0S",
        "2h45m, PT2H45M",
        ".5s, PT0.5S",
        "1.s, PT1S",
        "-1.5h, PT-1H-30M",
        "+1s, PT1S",
        "10us, PT0.00001S",
        "10µs, PT0.00001S",
        "1.0000000009s, PT1S",
        "3ns, PT0.000000003S"
    })
    void durations(String text, Duration duration) {
        assertThat(DurationText.parse(text)).contains(duration);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "s",
                "1 s",
                "1S",
                "1d",
                "five",
                "1s1",
                ".s",
                "1.5",
                "9999999999h",
                "--1s"
            })
    void otherTexts(String text) {
        assertThat(DurationText.parse(text)).isEmpty();
    }

    @Test
    void formattedDurationsReadTheSame() {
        for (String text : new String[] {"0s", "1s", "0.1s", "90s", "-0.000000001s", "100s"}) {
            assertThat(DurationText.parse(text).map(DurationText::format)).contains(text);
        }
    }
}
