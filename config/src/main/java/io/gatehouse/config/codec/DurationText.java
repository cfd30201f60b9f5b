// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.codec;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Durations as Go writes them and protobuf's JSON allows them: `1s`, `1.5s`, `1m30s`, `100ms`.
public final class DurationText {
    private static final Pattern WHOLE_TEXT =
            Pattern.compile("[-+]?(?:0|(?:(?:\\d+\\.?\\d*|\\.\\d+)(?:ns|us|µs|μs|ms|s|m|h)){1,8})");
    private static final Pattern PART =
            Pattern.compile("(\\d+\\.?\\d*|\\.\\d+)(ns|us|µs|μs|ms|s|m|h)");
    private static final Map<String, BigDecimal> NANOS =
            Map.of(
                    "ns", BigDecimal.ONE,
                    "us", BigDecimal.valueOf(1_000),
                    "µs", BigDecimal.valueOf(1_000),
                    "μs", BigDecimal.valueOf(1_000),
                    "ms", BigDecimal.valueOf(1_000_000),
                    "s", BigDecimal.valueOf(1_000_000_000L),
                    "m", BigDecimal.valueOf(60_000_000_000L),
                    "h", BigDecimal.valueOf(3_600_000_000_000L));
    private static final int LONGEST = 100;

    private DurationText() {}

    /// Empty for what is no duration, or one of more than 292 years.
    public static Optional<Duration> parse(String text) {
        if (text.length() > LONGEST || !WHOLE_TEXT.matcher(text).matches()) {
            return Optional.empty();
        }
        BigDecimal nanos = BigDecimal.ZERO;
        for (Matcher part = PART.matcher(text); part.find(); ) {
            BigDecimal unit = NANOS.getOrDefault(part.group(2), BigDecimal.ZERO);
            nanos = nanos.add(new BigDecimal(part.group(1)).multiply(unit));
        }
        BigDecimal whole = nanos.setScale(0, RoundingMode.DOWN);
        if (whole.toBigInteger().bitLength() >= Long.SIZE) {
            return Optional.empty();
        }
        Duration duration = Duration.ofNanos(whole.longValueExact());
        return Optional.of(text.startsWith("-") ? duration.negated() : duration);
    }

    /// In seconds, as protobuf's JSON has it.
    static String format(Duration duration) {
        return BigDecimal.valueOf(duration.toNanos(), 9).stripTrailingZeros().toPlainString() + "s";
    }
}
