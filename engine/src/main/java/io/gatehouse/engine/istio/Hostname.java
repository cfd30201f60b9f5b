// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// Rules for host names that may be wildcards: `*` covers every host, `*.example.com` every host
/// that ends in `.example.com`.
final class Hostname {
    private Hostname() {}

    static String normal(String host) {
        return host.toLowerCase(Locale.ROOT);
    }

    static boolean covers(String wide, String narrow) {
        if (wide.equals("*") || wide.equals(narrow)) {
            return true;
        }
        return wide.startsWith("*")
                && narrow.endsWith(wide.substring(1))
                && !narrow.equals(wide.substring(1));
    }

    /// The wildcards that cover a host label by label, the narrowest first.
    static Stream<String> wider(String host) {
        if (host.equals("*")) {
            return Stream.empty();
        }
        List<String> wider = new ArrayList<>();
        for (int dot = host.indexOf('.'); dot >= 0; dot = host.indexOf('.', dot + 1)) {
            String wide = "*" + host.substring(dot);
            if (!wide.equals(host)) {
                wider.add(wide);
            }
        }
        wider.add("*");
        return wider.stream();
    }

    /// The hosts that both cover, which is the narrower of the two, if they have any in common.
    static Optional<String> intersect(String one, String other) {
        if (covers(one, other)) {
            return Optional.of(other);
        }
        return covers(other, one) ? Optional.of(one) : Optional.empty();
    }
}
