// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.patch;

import io.envoyproxy.pgv.validate.Validate.KnownRegex;
import io.envoyproxy.pgv.validate.Validate.StringRules;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a text may be.
final class TextRules {
    private static final Pattern HEADER_NAME = Pattern.compile(":?[0-9a-zA-Z!#$%&'*+-.^_|~`]+");
    private static final Pattern STRICT_VALUE = Pattern.compile("[^\\x00-\\x08\\x0A-\\x1F\\x7F]*");
    private static final Pattern LOOSE = Pattern.compile("[^\\x00\\n\\r]*");

    private TextRules() {}

    static Optional<String> broken(String text, StringRules rules) {
        if (text.isEmpty() && rules.getIgnoreEmpty()) {
            return Optional.empty();
        }
        int length = text.codePointCount(0, text.length());
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (length < rules.getMinLen() || bytes < rules.getMinBytes()) {
            return length == 0
                    ? Optional.of("it must not be empty")
                    : found(
                            text,
                            "at least %d characters"
                                    .formatted(Math.max(rules.getMinLen(), rules.getMinBytes())));
        }
        if ((rules.hasMaxLen() && length > rules.getMaxLen())
                || (rules.hasMaxBytes() && bytes > rules.getMaxBytes())) {
            return Optional.of(
                    "found %d characters (expected: at most %d)"
                            .formatted(length, Math.max(rules.getMaxLen(), rules.getMaxBytes())));
        }
        if (rules.hasConst() && !text.equals(rules.getConst())) {
            return found(text, rules.getConst());
        }
        if (rules.getInCount() > 0 && !rules.getInList().contains(text)) {
            return found(text, "one of " + rules.getInList());
        }
        if (rules.getNotInList().contains(text)) {
            return found(text, "none of " + rules.getNotInList());
        }
        if (!text.startsWith(rules.getPrefix())) {
            return found(text, "a text that starts with " + rules.getPrefix());
        }
        if (rules.hasPattern() && !Pattern.compile(rules.getPattern()).matcher(text).find()) {
            return found(text, "what matches " + rules.getPattern());
        }
        return header(text, rules);
    }

    private static Optional<String> header(String text, StringRules rules) {
        KnownRegex known = rules.getWellKnownRegex();
        boolean strict = !rules.hasStrict() || rules.getStrict();
        boolean fits =
                switch (known) {
                    case UNKNOWN -> true;
                    case HTTP_HEADER_NAME -> (strict ? HEADER_NAME : LOOSE).matcher(text).matches();
                    case HTTP_HEADER_VALUE ->
                            (strict ? STRICT_VALUE : LOOSE).matcher(text).matches();
                };
        return fits
                ? Optional.empty()
                : found(
                        text,
                        known == KnownRegex.HTTP_HEADER_NAME
                                ? "the name of a header"
                                : "the value of a header");
    }

    private static Optional<String> found(String text, String expected) {
        return Optional.of(
                "found %s (expected: %s)".formatted(MessageReader.shown(text), expected));
    }
}
