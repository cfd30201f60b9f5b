// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import java.util.Optional;

/// What a group's proxies do alike towards all upstreams.
///
/// @param buffer see [io.gatehouse.routing.ConnectionRules]
/// @param letterCase see [io.gatehouse.routing.HttpEdge]
record UpstreamEdge(Optional<Integer> buffer, boolean letterCase) {
    static final UpstreamEdge DEFAULT = new UpstreamEdge(Optional.empty(), false);
}
