// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.Severity;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PaletteTest {
    @Test
    void colouredOnATerminalOnly() {
        assertThat(Palette.of(true, false, Map.of("TERM", "xterm"))).isEqualTo(Palette.COLOURED);
        assertThat(Palette.of(false, false, Map.of("TERM", "xterm"))).isEqualTo(Palette.PLAIN);
    }

    @Test
    void theUserCanSayNo() {
        assertThat(Palette.of(true, true, Map.of())).isEqualTo(Palette.PLAIN);
        assertThat(Palette.of(true, false, Map.of("NO_COLOR", "1"))).isEqualTo(Palette.PLAIN);
        assertThat(Palette.of(true, false, Map.of("NO_COLOR", ""))).isEqualTo(Palette.COLOURED);
        assertThat(Palette.of(true, false, Map.of("TERM", "dumb"))).isEqualTo(Palette.PLAIN);
    }

    @Test
    void plainLeavesTextAsItIs() {
        for (Severity severity : Severity.values()) {
            assertThat(Palette.PLAIN.severity(severity, "x")).isEqualTo("x");
            assertThat(Palette.COLOURED.severity(severity, "x")).startsWith("\033[").contains("x");
            assertThat(Palette.COLOURED.severity(severity, "")).isEmpty();
        }
    }
}
