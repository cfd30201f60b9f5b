// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

import java.time.Duration;

/// Something that requests are sent to.
///
/// @param name Istio's cluster name, `outbound|<port>|<subset>|<host>`
public record Upstream(
        String name, Discovery discovery, Duration connectTimeout, UpstreamProtocol protocol) {
    public static final Duration DEFAULT_CONNECT_TIMEOUT = Duration.ofSeconds(10);
}
