// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.fuzz;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Trees as YAML on one line for each document: like JSON, and able to say what JSON cannot.
final class FlowYaml {
    /// Stands in the text as it is, without quotes.
    record Plain(String text) {}

    private FlowYaml() {}

    static String documents(List<?> documents) {
        return documents.stream()
                .map(FlowYaml::text)
                .collect(Collectors.joining("\n---\n", "---\n", "\n"));
    }

    static String text(Object tree) {
        return switch (tree) {
            case Map<?, ?> map ->
                    map.entrySet().stream()
                            .map(e ->
                                    quoted(String.valueOf(e.getKey()))
                                            + ": "
                                            + (e.getValue() == null ? "null" : text(e.getValue())))
                            .collect(Collectors.joining(", ", "{", "}"));
            case List<?> list ->
                    list.stream()
                            .map(item -> item == null ? "null" : text(item))
                            .collect(Collectors.joining(", ", "[", "]"));
            case Plain(String text) -> text;
            case Number number -> number.toString();
            case Boolean flag -> flag.toString();
            default -> quoted(tree.toString());
        };
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                default -> {
                    if (c < ' ' || c == 0x7F || Character.isSurrogate(c) || c == '\uFEFF') {
                        quoted.append("\\u%04x".formatted((int) c));
                    } else {
                        quoted.append(c);
                    }
                }
            }
        }
        return quoted.append('"').toString();
    }
}
