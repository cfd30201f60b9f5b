// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.istio;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Cross-origin resource sharing.
///
/// @param allowOrigin deprecated for `allowOrigins`
public record CorsPolicy(
        List<String> allowOrigin,
        List<StringMatch> allowOrigins,
        List<String> allowMethods,
        List<String> allowHeaders,
        List<String> exposeHeaders,
        Optional<Duration> maxAge,
        Optional<Boolean> allowCredentials,
        UnmatchedPreflights unmatchedPreflights) {
    public CorsPolicy {
        allowOrigin = List.copyOf(allowOrigin);
        allowOrigins = List.copyOf(allowOrigins);
        allowMethods = List.copyOf(allowMethods);
        allowHeaders = List.copyOf(allowHeaders);
        exposeHeaders = List.copyOf(exposeHeaders);
    }

    public enum UnmatchedPreflights {
        UNSPECIFIED,
        FORWARD,
        IGNORE
    }
}
