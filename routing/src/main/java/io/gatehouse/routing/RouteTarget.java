// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What happens to a request that matched.
public sealed interface RouteTarget {

    /// It is sent to one of the upstreams, chosen by weight.
    ///
    /// @param authority replaces the request's host
    /// @param timeout of the whole request including retries; absent means none
    record Forward(
            List<WeightedUpstream> upstreams,
            PathEdit path,
            Optional<String> authority,
            Optional<Duration> timeout,
            Optional<Retries> retries)
            implements RouteTarget {
        public Forward {
            upstreams = List.copyOf(upstreams);
        }
    }

    /// It is answered with a redirect. Absent parts stay as the client sent them.
    ///
    /// @param status 301, 302, 303, 307 or 308
    /// @param port absent means the default port of the scheme
    /// @param path replaces the whole path; the query string stays
    record Redirect(
            int status,
            Optional<String> scheme,
            Optional<String> host,
            Optional<Integer> port,
            Optional<String> path)
            implements RouteTarget {}

    /// It is answered right away.
    record FixedResponse(int status, String body) implements RouteTarget {}
}
