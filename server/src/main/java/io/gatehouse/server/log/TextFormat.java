// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.log;

import io.gatehouse.config.Finding;
import io.gatehouse.config.Severity;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Lines for people: local time, severity, message, fields.
public record TextFormat(Palette palette, ZoneId zone) implements EventFormat {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final Pattern PLAIN_VALUE = Pattern.compile("[^\\s\"=]+");

    /// Time, severity and the spaces between: where messages start.
    private static final String INDENT = " ".repeat(17);

    @Override
    public String event(Instant time, Severity severity, String message, List<EventField> fields) {
        StringBuilder line = new StringBuilder(start(time, severity, FindingText.name(severity)));
        line.append(PrintableText.lines(message.strip()).replace("\n", "\n" + INDENT));
        for (EventField field : fields) {
            line.append("  ").append(palette.faint(field.name() + "=")).append(value(field));
        }
        return line.toString();
    }

    @Override
    public String finding(Instant time, Finding finding) {
        return start(time, finding.severity(), FindingText.name(finding.severity()))
                + FindingText.description(finding, palette);
    }

    @Override
    public String resolved(Instant time, Finding finding) {
        String start = palette.faint(TIME.format(time.atZone(zone))) + " ";
        return start + palette.good("fixed") + "   " + FindingText.description(finding, palette);
    }

    private String start(Instant time, Severity severity, String word) {
        return palette.faint(TIME.format(time.atZone(zone)))
                + " "
                + palette.severity(severity, word)
                + " ".repeat("warning".length() + 1 - word.length());
    }

    private static String value(EventField field) {
        String text = PrintableText.line(field.value().toString());
        return PLAIN_VALUE.matcher(text).matches()
                ? text
                : "\"" + text.replace("\"", "\\\"") + "\"";
    }
}
