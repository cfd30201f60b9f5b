// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Names of headers that stand for claims of a token: `@request.auth.claims.a.b`, or with brackets,
/// in which dots are part of the name, `@request.auth.claims[a][b]`.
final class ClaimReader {
    private static final String PREFIX = "@request.auth.claims";

    private ClaimReader() {}

    /// The names that lead to the claim.
    static Optional<List<String>> claim(String header) {
        if (!header.toLowerCase(Locale.ROOT).startsWith(PREFIX)) {
            return Optional.empty();
        }
        String path = header.substring(PREFIX.length());
        boolean dots = path.startsWith(".");
        boolean brackets = path.startsWith("[") && path.endsWith("]");
        if (!dots && !brackets) {
            return Optional.empty();
        }
        List<String> names =
                dots
                        ? List.of(path.substring(1).split("\\.", -1))
                        : List.of(path.substring(1, path.length() - 1).split("]\\[", -1));
        return Optional.of(names).filter(n -> !n.contains(""));
    }
}
