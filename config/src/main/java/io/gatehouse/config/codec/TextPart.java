// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.codec;

import io.gatehouse.config.SourcePosition;
import java.util.ArrayList;
import java.util.List;

/// The text from one `---` line to the next. YAML allows such a line nowhere inside a document.
///
/// @param firstLine lines of the whole text before this one
record TextPart(String text, int firstLine) {

    static List<TextPart> split(String text) {
        List<TextPart> parts = new ArrayList<>();
        int partStart = 0;
        int partLine = 0;
        int line = 0;
        int lineStart = 0;
        boolean content = false;
        while (lineStart < text.length()) {
            if (startsDocument(text, lineStart)) {
                if (content) {
                    parts.add(new TextPart(text.substring(partStart, lineStart), partLine));
                }
                partStart = lineStart;
                partLine = line;
                content = true;
            } else {
                content = content || !isDirectiveOrBlank(text, lineStart);
            }
            lineStart = nextLine(text, lineStart);
            line++;
        }
        if (content) {
            parts.add(new TextPart(text.substring(partStart), partLine));
        }
        return parts;
    }

    private static boolean startsDocument(String text, int lineStart) {
        int after = lineStart + 3;
        return text.startsWith("---", lineStart)
                && (after == text.length() || Character.isWhitespace(text.charAt(after)));
    }

    private static boolean isDirectiveOrBlank(String text, int lineStart) {
        int i = lineStart;
        if (text.charAt(i) == '%') {
            return true;
        }
        while (i < text.length() && (text.charAt(i) == ' ' || text.charAt(i) == '\t')) {
            i++;
        }
        return i == text.length() || "#\r\n".indexOf(text.charAt(i)) >= 0;
    }

    private static int nextLine(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n') {
                return i + 1;
            }
            if (c == '\r') {
                return i + 1 < text.length() && text.charAt(i + 1) == '\n' ? i + 2 : i + 1;
            }
        }
        return text.length();
    }

    /// @param codePoint counts from the start of this part
    SourcePosition positionOf(String file, int codePoint) {
        int end =
                text.offsetByCodePoints(
                        0, Math.min(codePoint, text.codePointCount(0, text.length())));
        int line = firstLine;
        int lineStart = 0;
        for (int next = nextLine(text, 0); next <= end && next > lineStart; ) {
            line++;
            lineStart = next;
            next = nextLine(text, lineStart);
        }
        return new SourcePosition(file, line + 1, text.codePointCount(lineStart, end) + 1);
    }
}
