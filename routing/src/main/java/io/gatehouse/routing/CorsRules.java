// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Which pages of other origins may read the answers, and how their preflight requests are
/// answered. Empty lists and absent parts leave the header out.
///
/// @param origins of which one must match the request's
/// @param maxAge in whole seconds
/// @param credentials whether requests may carry cookies and the like; absent means no
/// @param answersForeignPreflights whether the proxy answers a preflight of an origin that does not
///   match, rather than sending it on
public record CorsRules(
        List<ValueMatch> origins,
        List<String> methods,
        List<String> headers,
        List<String> exposedHeaders,
        Optional<Duration> maxAge,
        Optional<Boolean> credentials,
        boolean answersForeignPreflights)
        implements RouteFeature {
    public CorsRules {
        origins = List.copyOf(origins);
        methods = List.copyOf(methods);
        headers = List.copyOf(headers);
        exposedHeaders = List.copyOf(exposedHeaders);
    }
}
