// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

import java.time.Duration;
import java.util.Optional;

/// Bounds for clients' connections that speak HTTP, and for requests on them. A time of zero is
/// without end; what is absent is the proxy's own.
///
/// @param age after which a connection takes no more requests
/// @param streamAge of a request with its answer
/// @param streamIdle without a byte of a request or its answer
/// @param request until all of it has come
/// @param requestHeaders until these have come; 60 s if absent
/// @param drain for the requests of a connection that is to end
/// @param streams at a time on one HTTP/2 connection
/// @param streamWindow bytes of HTTP/2's flow control, likewise `connectionWindow`
public record EdgeConnections(
        Optional<Duration> age,
        Optional<Duration> streamAge,
        Optional<Duration> streamIdle,
        Optional<Duration> request,
        Optional<Duration> requestHeaders,
        Optional<Duration> drain,
        Optional<Integer> streams,
        Optional<Integer> streamWindow,
        Optional<Integer> connectionWindow,
        Underscores underscores) {
    public static final EdgeConnections DEFAULT =
            new EdgeConnections(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Underscores.ALLOWED);

    /// What becomes of headers whose name has an underscore, which services may take for another
    /// header's.
    public enum Underscores {
        ALLOWED,
        /// The request is answered with 400.
        REFUSED,
        DROPPED
    }
}
