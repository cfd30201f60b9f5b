// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import io.gatehouse.config.istio.Headers;
import io.gatehouse.config.istio.Headers.HeaderOperations;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Istio's rules for headers, and Envoy's for the commands in their values.
final class HeaderValidation {
    private static final Set<String> MATCHED_PSEUDO_HEADERS =
            Set.of(":method", ":scheme", ":authority", ":path");
    private static final Pattern NAME = Pattern.compile("[-!#$%&'*+.^_`|~0-9A-Za-z]+");
    private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x08\\x0A-\\x1F\\x7F]");

    /// Text, `%%`, and commands such as `%REQ(x-a?x-b):10%`.
    private static final Pattern FORMAT =
            Pattern.compile(
                    "(?:[^%]|%%|%[A-Z0-9_]+(?:\\([^()]*(?:\\([^()]*\\)[^()]*)*\\))?(?::[0-9]+)?%)*+");

    private HeaderValidation() {}

    static void validate(Scope scope, Headers headers) {
        headers.request().ifPresent(o -> operations(scope.field("request"), o, true));
        headers.response().ifPresent(o -> operations(scope.field("response"), o, false));
    }

    /// @param authority whether the authority may be set; that sets the host that goes upstream
    private static void operations(Scope scope, HeaderOperations operations, boolean authority) {
        values(scope.field("set"), operations.set(), authority);
        values(scope.field("add"), operations.add(), authority);
        scope.field("remove")
                .each(operations.remove(), (item, name) -> editedName(item, name, false));
    }

    private static void values(Scope scope, Map<String, String> headers, boolean authority) {
        headers.forEach((name, value) -> {
            Scope at = scope.entry(name);
            editedName(at, name, authority);
            value(at, value);
        });
    }

    private static void value(Scope scope, String value) {
        if (CONTROL.matcher(value).find()) {
            scope.invalid("found a control character (expected: printable text)");
        } else {
            format(scope, value, Set.of());
        }
    }

    /// Text with commands, and `%%` for a percent sign.
    ///
    /// @param others commands that are known beside those of headers
    static void format(Scope scope, String value, Set<String> others) {
        if (!FORMAT.matcher(value).matches()) {
            scope.invalid(
                    "found %s (expected: commands such as %%REQ(x-name)%%, and %%%% for a percent sign)"
                            .formatted(Scope.quote(value)));
        } else {
            HeaderCommands.validate(scope, value, others);
        }
    }

    /// A value in which Envoy looks for no commands.
    static void plainValue(Scope scope, String value) {
        if (CONTROL.matcher(value).find()) {
            scope.invalid("found a control character (expected: printable text)");
        }
    }

    private static void editedName(Scope scope, String name, boolean authority) {
        if (name.isEmpty()) {
            scope.invalid("the name of a header must not be empty");
        } else if (isAuthority(name)) {
            if (!authority) {
                scope.invalid(
                        "found %s (expected: headers other than the host)"
                                .formatted(Scope.quote(name)));
            }
        } else if (!NAME.matcher(name).matches()) {
            scope.invalid("found %s, which is no name of a header".formatted(Scope.quote(name)));
        }
    }

    static void matchedName(Scope scope, String name) {
        if (!MATCHED_PSEUDO_HEADERS.contains(name) && !NAME.matcher(name).matches()) {
            scope.invalid("found %s, which is no name of a header".formatted(Scope.quote(name)));
        }
    }

    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    static boolean isAuthority(String name) {
        return name.equalsIgnoreCase(":authority") || name.equalsIgnoreCase("host");
    }

    static int utf8Length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
