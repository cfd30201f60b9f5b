// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.xds;

import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/// Finds in Envoy's words which resources it refused.
final class Blame {
    /// What may be part of a resource's name, so that `http.80` is not found in `http.8080`.
    private static final String IN_NAME = "[A-Za-z0-9_|/*~-]";

    private Blame() {}

    /// The names that the text accuses, as in `Error adding/updating cluster(s) NAME: reason, NAME:
    /// reason`; failing these, all names that it mentions.
    static List<String> named(String detail, Collection<String> names) {
        List<String> accused = names.stream().filter(name -> occurs(name, ":\\s", detail)).toList();
        return accused.isEmpty()
                ? names.stream().filter(name -> occurs(name, "", detail)).toList()
                : accused;
    }

    private static boolean occurs(String name, String after, String detail) {
        if (name.isEmpty() || !detail.contains(name)) {
            return false;
        }
        String end = after.isEmpty() ? "(?![.:]?" + IN_NAME + ")" : after;
        return Pattern.compile("(?<!" + IN_NAME + ")(?<!\\w[.:])" + Pattern.quote(name) + end)
                .matcher(detail)
                .find();
    }
}
