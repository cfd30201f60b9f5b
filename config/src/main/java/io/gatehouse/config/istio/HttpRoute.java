// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.istio;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// One rule of [VirtualService.Spec#http]: when any of `match` holds (or there is none), do what
/// exactly one of `route`, `redirect`, `directResponse` and `delegate` says.
///
/// @param mirrorPercent deprecated for `mirrorPercentage`
public record HttpRoute(
        String name,
        List<HttpMatchRequest> match,
        List<HttpRouteDestination> route,
        Optional<HttpRedirect> redirect,
        Optional<HttpDirectResponse> directResponse,
        Optional<Delegate> delegate,
        Optional<HttpRewrite> rewrite,
        Optional<Duration> timeout,
        Optional<HttpRetry> retries,
        Optional<HttpFaultInjection> fault,
        Optional<Destination> mirror,
        List<HttpMirrorPolicy> mirrors,
        Optional<Integer> mirrorPercent,
        Optional<Percent> mirrorPercentage,
        Optional<CorsPolicy> corsPolicy,
        Optional<Headers> headers) {
    public HttpRoute {
        match = List.copyOf(match);
        route = List.copyOf(route);
        mirrors = List.copyOf(mirrors);
    }
}
