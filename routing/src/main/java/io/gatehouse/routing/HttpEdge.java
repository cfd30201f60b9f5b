// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

import java.time.Duration;
import java.util.Optional;

/// How a gateway treats HTTP at its edge. The defaults are Istio's for a gateway.
///
/// @param trustedProxies how many proxies in front of the gateway are believed in `X-Forwarded-For`
/// @param clientCertificates what becomes of `X-Forwarded-Client-Cert`
/// @param http10 whether HTTP/1.0 requests are answered at all (426 otherwise)
/// @param paths how paths are cleaned before they are routed
/// @param idleTimeout of connections without requests; absent means Envoy's own, an hour
/// @param connections bounds for these
/// @param headers how large those of a request may be, whoever it is for
/// @param letterCase whether names of HTTP/1 headers keep their upper-case letters
/// @param added to what passes
public record HttpEdge(
        int trustedProxies,
        CertificateHeader clientCertificates,
        boolean http10,
        PathCleaning paths,
        Optional<Duration> idleTimeout,
        EdgeConnections connections,
        LargestHeaders headers,
        boolean letterCase,
        EdgeHeaders added) {
    public static final HttpEdge DEFAULT =
            new HttpEdge(
                    0,
                    CertificateHeader.SANITIZE_SET,
                    false,
                    PathCleaning.DOT_SEGMENTS,
                    Optional.empty(),
                    EdgeConnections.DEFAULT,
                    LargestHeaders.ANY,
                    false,
                    EdgeHeaders.DEFAULT);
}
