// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What happens to a request that matched.
public sealed interface RouteTarget {

    /// It is sent to one of the upstreams, chosen by weight.
    ///
    /// @param split whether the rule gives several choices, be it that only one of them gets
    ///   requests; then the rule's header edits follow those of the choice, else they come first
    /// @param authority replaces the request's host
    /// @param timeout of the whole request including retries; absent means none
    /// @param hashKeys what decides which endpoint gets the request, where the upstream asks
    record Forward(
            List<WeightedUpstream> upstreams,
            boolean split,
            PathEdit path,
            Optional<String> authority,
            Optional<Duration> timeout,
            Optional<Retries> retries,
            List<Mirroring> mirrors,
            List<HashKey> hashKeys)
            implements RouteTarget {
        public Forward {
            upstreams = List.copyOf(upstreams);
            mirrors = List.copyOf(mirrors);
            hashKeys = List.copyOf(hashKeys);
        }

        /// The same with other upstreams and mirrors.
        public Forward to(List<WeightedUpstream> others, List<Mirroring> copies) {
            return new Forward(others, split, path, authority, timeout, retries, copies, hashKeys);
        }
    }

    /// It is answered with a redirect. Absent parts stay as the client sent them.
    ///
    /// @param status 301, 302, 303, 307 or 308
    /// @param port absent means the default port of the scheme
    /// @param path replaces the whole path; the query string stays
    /// @param prefix replaces what the rule's prefix matched of the path; not beside `path`
    record Redirect(
            int status,
            Optional<String> scheme,
            Optional<String> host,
            Optional<Integer> port,
            Optional<String> path,
            Optional<String> prefix)
            implements RouteTarget {}

    /// It is answered right away.
    record FixedResponse(int status, Content body) implements RouteTarget {}

    /// The body of a [FixedResponse]; may be empty.
    sealed interface Content {
        record Text(String text) implements Content {}

        record Binary(String base64) implements Content {}
    }
}
