// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.xds;

import java.time.Instant;

/// One stream of one proxy. `stream` tells apart successive connections of the same node.
public record ConnectedProxy(
        long stream, String nodeId, String group, Protocol protocol, Instant connectedSince) {

    /// The variant of the aggregated discovery service that the proxy speaks.
    public enum Protocol {
        DELTA,
        STATE_OF_THE_WORLD
    }
}
