// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/// How long ago something happened, as kubectl shows it: two units while the first one is small.
final class Age {
    private static final long MINUTE = 60;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;
    private static final long YEAR = 365 * DAY;

    private Age() {}

    /// @param time RFC 3339; empty where nobody knows
    static String since(String time, Instant now) {
        try {
            return time.isEmpty() ? "<unknown>" : of(Duration.between(Instant.parse(time), now));
        } catch (DateTimeParseException _) {
            return "<unknown>";
        }
    }

    static String of(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds < -1) {
            return "<invalid>";
        }
        if (seconds < 2 * MINUTE) {
            return Math.max(seconds, 0) + "s";
        }
        if (seconds < 3 * HOUR) {
            return units(seconds, MINUTE, "m", seconds < 10 * MINUTE ? 1 : 0, "s");
        }
        if (seconds < 2 * DAY) {
            return units(seconds, HOUR, "h", seconds < 8 * HOUR ? MINUTE : 0, "m");
        }
        if (seconds < 2 * YEAR) {
            return units(seconds, DAY, "d", seconds < 8 * DAY ? HOUR : 0, "h");
        }
        return units(seconds, YEAR, "y", seconds < 8 * YEAR ? DAY : 0, "d");
    }

    /// @param smaller the second unit in seconds, 0 for none
    private static String units(
            long seconds, long larger, String largerName, long smaller, String smallerName) {
        long rest = smaller == 0 ? 0 : seconds % larger / smaller;
        return seconds / larger + largerName + (rest == 0 ? "" : rest + smallerName);
    }
}
