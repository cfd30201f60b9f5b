// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.gatehouse.config.istio.Percent;
import io.gatehouse.config.istio.StringMatch;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// Rules for single values that several fields share.
final class Values {
    /// Istio's bound, which keeps a program compiled from it below Envoy's.
    private static final int LONGEST_REGEX = 1024;

    /// Well below what the proxy refuses, since the two do not count quite alike.
    private static final int LARGEST_PROGRAM = 16_384;

    private static final int LAST_PORT = 65535;

    private Values() {}

    static void port(Scope scope, int port) {
        if (port < 1 || port > LAST_PORT) {
            scope.invalid("found %d (expected: a port, 1 to %d)".formatted(port, LAST_PORT));
        }
    }

    static void duration(Scope scope, Duration duration) {
        if (duration.compareTo(Duration.ofMillis(1)) < 0) {
            scope.invalid("found a duration of less than 1ms (expected: at least 1ms)");
        } else if (duration.toNanosPart() % 1_000_000 != 0) {
            scope.invalid("found a fraction of a millisecond (expected: whole milliseconds)");
        }
    }

    /// A count, for which 0 means that it is not set.
    static void count(Scope scope, int value) {
        if (value < 0) {
            scope.invalid("found %d (expected: 0 or more)".formatted(value));
        }
    }

    static void answerStatus(Scope scope, int status) {
        if (status < 200 || status > 599) {
            scope.invalid("found %d (expected: a status, 200 to 599)".formatted(status));
        }
    }

    /// Of an answer that is no success.
    static void errorStatus(Scope scope, int status) {
        if (!KnownStatus.isError(status)) {
            scope.invalid(
                    "found %d (expected: a status of an error that HTTP defines, such as 429 or 503)"
                            .formatted(status));
        }
    }

    /// A whole percentage.
    static void wholePercent(Scope scope, int value) {
        if (value < 0 || value > 100) {
            scope.invalid("found %d (expected: 0 to 100)".formatted(value));
        }
    }

    static void percent(Scope scope, Percent percent) {
        double value = percent.value();
        if (value < 0 || value > 100 || (value > 0 && value < 0.0001)) {
            scope.field("value")
                    .invalid("found %s (expected: 0, or 0.0001 to 100)".formatted(value));
        }
    }

    static void regex(Scope scope, String regex) {
        if (regex.isEmpty()) {
            scope.invalid("a regular expression must not be empty");
        } else if (regex.length() > LONGEST_REGEX) {
            scope.invalid(
                    "found %d characters (expected: at most %d)"
                            .formatted(regex.length(), LONGEST_REGEX));
        } else {
            try {
                int size = Pattern.compile(regex).programSize();
                if (size > LARGEST_PROGRAM) {
                    scope.invalid(
                            "found a regular expression that takes %d steps (expected: at most %d; repeat less)"
                                    .formatted(size, LARGEST_PROGRAM));
                }
            } catch (PatternSyntaxException e) {
                scope.invalid(
                        "found %s, which is no RE2 expression: %s"
                                .formatted(Scope.quote(regex), e.getDescription()));
            }
        }
    }

    /// @param emptyPrefixAllowed true of paths only
    static void match(Scope scope, StringMatch match, boolean emptyPrefixAllowed) {
        oneOf(
                scope,
                "exact, prefix and regex",
                match.exact().isPresent(),
                match.prefix().isPresent(),
                match.regex().isPresent());
        match.regex().ifPresent(regex -> regex(scope.field("regex"), regex));
        if (!emptyPrefixAllowed && match.prefix().filter(String::isEmpty).isPresent()) {
            scope.field("prefix").invalid("a prefix must not be empty");
        }
    }

    /// Of some fields, at most one may be set.
    static void oneOf(Scope scope, String fields, Boolean... set) {
        if (Stream.of(set).filter(Boolean::booleanValue).count() > 1) {
            scope.invalid("found more than one of " + fields + " (expected: only one of them)");
        }
    }

    /// None of which may be empty.
    static void names(Scope scope, List<String> names) {
        scope.each(
                names,
                (item, name) -> {
                    if (name.isEmpty()) {
                        item.missing("a name must not be empty");
                    }
                });
    }
}
