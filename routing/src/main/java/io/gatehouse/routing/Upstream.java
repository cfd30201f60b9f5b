// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

import java.time.Duration;

/// Something that requests are sent to. Its endpoints travel apart, as [UpstreamEndpoints] of the
/// same name.
///
/// @param name Istio's cluster name, `outbound|<port>|<subset>|<host>`
/// @param http2 whether endpoints are spoken to in HTTP/2 (HTTP/1.1 otherwise)
public record Upstream(String name, Duration connectTimeout, boolean http2) {
    public static final Duration DEFAULT_CONNECT_TIMEOUT = Duration.ofSeconds(10);
}
