// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.istio.CorsPolicy;
import io.gatehouse.config.istio.CorsPolicy.UnmatchedPreflights;
import io.gatehouse.config.istio.StringMatch;
import io.gatehouse.routing.CorsRules;
import io.gatehouse.routing.ValueMatch;
import java.util.List;
import java.util.stream.Stream;

/// Istio's `corsPolicy`. The old `allowOrigin` counts where there is no `allowOrigins`.
final class CorsReader {
    private CorsReader() {}

    static CorsRules read(CorsPolicy policy) {
        return new CorsRules(
                origins(policy),
                policy.allowMethods(),
                policy.allowHeaders(),
                policy.exposeHeaders(),
                policy.maxAge(),
                policy.allowCredentials(),
                policy.unmatchedPreflights() == UnmatchedPreflights.IGNORE);
    }

    private static List<ValueMatch> origins(CorsPolicy policy) {
        return policy.allowOrigins().isEmpty()
                ? policy.allowOrigin().stream().<ValueMatch>map(ValueMatch.Exact::new).toList()
                : policy.allowOrigins().stream().flatMap(CorsReader::origin).toList();
    }

    private static Stream<ValueMatch> origin(StringMatch match) {
        return match
                .exact()
                .<ValueMatch>map(ValueMatch.Exact::new)
                .or(() -> match.prefix().map(ValueMatch.StartsWith::new))
                .or(() -> match.regex().map(ValueMatch.Regex::new))
                .stream();
    }
}
