// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.log;

import io.gatehouse.config.Finding;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.Severity;
import io.gatehouse.config.SourcePosition;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Findings as text for people and as trees for JSON.
public final class FindingText {
    private FindingText() {}

    /// One line, such as `error GH0103 VirtualService default/shop spec.hosts[0]: …
    /// (shop.yaml:4:7)`.
    public static String line(Finding finding, Palette palette) {
        return palette.severity(finding.severity(), name(finding.severity()))
                + " "
                + description(finding, palette);
    }

    /// The same without the severity.
    static String description(Finding finding, Palette palette) {
        StringBuilder text = new StringBuilder(finding.code().id());
        finding.object().ifPresent(key -> text.append(' ').append(palette.strong(key.toString())));
        if (!finding.field().text().isEmpty()) {
            text.append(' ').append(PrintableText.line(finding.field().text()));
        }
        text.append(": ").append(PrintableText.line(finding.message()));
        place(finding).ifPresent(place -> text.append(' ').append(palette.faint(place)));
        return text.toString();
    }

    private static Optional<String> place(Finding finding) {
        return finding.position().map(p -> "(" + PrintableText.line(p.toString()) + ")");
    }

    /// Such as `error`.
    public static String name(Severity severity) {
        return severity.name().toLowerCase(Locale.ROOT);
    }

    /// For JSON, in this order: severity, and what [#details] gives, with the message.
    public static Map<String, Object> tree(Finding finding) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("severity", name(finding.severity()));
        tree.put("message", finding.message());
        tree.putAll(details(finding));
        return tree;
    }

    /// Code, object, field and position, as far as there are any.
    static Map<String, Object> details(Finding finding) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("code", finding.code().id());
        finding.object().ifPresent(key -> details.put("object", tree(key)));
        if (!finding.field().text().isEmpty()) {
            details.put("field", finding.field().text());
        }
        finding.position().ifPresent(position -> details.put("position", tree(position)));
        return details;
    }

    private static Map<String, Object> tree(ObjectKey key) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("kind", key.kind().kindName());
        if (!key.namespace().isEmpty()) {
            tree.put("namespace", key.namespace());
        }
        tree.put("name", key.name());
        return tree;
    }

    private static Map<String, Object> tree(SourcePosition position) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("file", position.file());
        tree.put("line", position.line());
        tree.put("column", position.column());
        return tree;
    }
}
