// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import java.util.Locale;
import java.util.Optional;

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

    /// The hosts that both cover, which is the narrower of the two, if they have any in common.
    static Optional<String> intersect(String one, String other) {
        if (covers(one, other)) {
            return Optional.of(other);
        }
        return covers(other, one) ? Optional.of(one) : Optional.empty();
    }
}
