// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.routing.ValueMatch;
import java.util.Arrays;
import java.util.stream.Collectors;

/// `paths` of an AuthorizationPolicy: as other values, or a template in which `{*}` stands for one
/// segment and `{**}` for any number.
///
/// Envoy's own templates let placeholders stand only for characters that need no encoding. Where a
/// match refuses they stand for all, so that no client gets past by an odd one.
final class PathPattern {
    private static final String ONE = "{*}";
    private static final String MANY = "{**}";
    private static final String UNENCODED = "-a-zA-Z0-9._~%!$&'()+,;:@=";

    private PathPattern() {}

    /// @param wide whether a match refuses
    static ValueMatch of(String path, boolean wide) {
        if (!path.contains(ONE) && !path.contains(MANY)) {
            return path.equals("*") ? new ValueMatch.Regex(".*") : ValuePattern.of(path);
        }
        return new ValueMatch.Regex(
                Arrays.stream(path.split("/", -1))
                        .map(segment -> segment(segment, wide))
                        .collect(Collectors.joining("/")));
    }

    private static String segment(String segment, boolean wide) {
        return switch (segment) {
            case ONE -> wide ? "[^/]+" : "[" + UNENCODED + "]+";
            case MANY -> wide ? ".*" : "[" + UNENCODED + "/]*";
            default -> ValuePattern.quote(segment);
        };
    }
}
