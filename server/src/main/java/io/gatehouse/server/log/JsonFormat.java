// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.log;

import io.gatehouse.config.Finding;
import io.gatehouse.config.Severity;
import io.gatehouse.config.codec.JsonText;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One JSON object per line: `time` (RFC 3339, UTC), `level`, `message` and, where there are any,
/// `fields`.
public record JsonFormat() implements EventFormat {
    @Override
    public String event(Instant time, Severity severity, String message, List<EventField> fields) {
        Map<String, Object> tree = new LinkedHashMap<>();
        fields.forEach(field -> tree.put(field.name(), value(field.value())));
        return line(time, severity, message, tree);
    }

    @Override
    public String finding(Instant time, Finding finding) {
        return line(time, finding.severity(), finding.message(), FindingText.details(finding));
    }

    @Override
    public String resolved(Instant time, Finding finding) {
        return line(
                time, Severity.INFO, "fixed: " + finding.message(), FindingText.details(finding));
    }

    private static String line(
            Instant time, Severity severity, String message, Map<String, Object> fields) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("time", time.truncatedTo(ChronoUnit.MILLIS).toString());
        tree.put("level", FindingText.name(severity));
        tree.put("message", message);
        if (!fields.isEmpty()) {
            tree.put("fields", fields);
        }
        return JsonText.compact(tree);
    }

    private static Object value(Object value) {
        return switch (value) {
            case Integer _, Long _, Boolean _ -> value;
            case Double number when Double.isFinite(number) -> number;
            default -> value.toString();
        };
    }
}
