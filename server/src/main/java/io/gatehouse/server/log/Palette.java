// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.log;

import io.gatehouse.config.Severity;
import java.util.Map;

/// Colours of a terminal, or none.
public enum Palette {
    PLAIN,
    COLOURED;

    /// Coloured on a terminal, unless the user says no by `NO_COLOR` (https://no-color.org) or an
    /// option, or the terminal cannot.
    public static Palette of(boolean terminal, boolean unwanted, Map<String, String> environment) {
        boolean coloured =
                terminal
                        && !unwanted
                        && environment.getOrDefault("NO_COLOR", "").isEmpty()
                        && !environment.getOrDefault("TERM", "").equals("dumb");
        return coloured ? COLOURED : PLAIN;
    }

    public String severity(Severity severity, String text) {
        return switch (severity) {
            case ERROR -> code("31", text);
            case WARNING -> code("33", text);
            case INFO -> code("36", text);
        };
    }

    public String good(String text) {
        return code("32", text);
    }

    public String strong(String text) {
        return code("1", text);
    }

    public String faint(String text) {
        return code("2", text);
    }

    private String code(String code, String text) {
        return this == PLAIN || text.isEmpty() ? text : "\033[" + code + "m" + text + "\033[0m";
    }
}
