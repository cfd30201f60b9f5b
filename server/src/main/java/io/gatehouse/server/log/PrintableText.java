// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.log;

import java.util.Locale;

/// Text of any origin, made safe to be shown on a terminal.
public final class PrintableText {
    private PrintableText() {}

    /// In one line: control characters, which could colour, move or hide what is shown, are written
    /// as escapes.
    public static String line(String text) {
        return escaped(text, false);
    }

    /// The same, line breaks kept.
    static String lines(String text) {
        return escaped(text, true);
    }

    private static String escaped(String text, boolean keepLineBreaks) {
        if (text.codePoints().noneMatch(PrintableText::unprintable)) {
            return text;
        }
        StringBuilder printable = new StringBuilder(text.length() + 16);
        text.codePoints()
                .forEach(c -> {
                    if (!unprintable(c) || (keepLineBreaks && c == '\n')) {
                        printable.appendCodePoint(c);
                    } else {
                        printable.append(escape(c));
                    }
                });
        return printable.toString();
    }

    private static boolean unprintable(int c) {
        return Character.isISOControl(c)
                || Character.getType(c) == Character.FORMAT
                || Character.getType(c) == Character.LINE_SEPARATOR
                || Character.getType(c) == Character.PARAGRAPH_SEPARATOR
                || Character.getType(c) == Character.SURROGATE;
    }

    private static String escape(int c) {
        return switch (c) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> String.format(Locale.ROOT, c > 0xffff ? "\\U%08x" : "\\u%04x", c);
        };
    }
}
