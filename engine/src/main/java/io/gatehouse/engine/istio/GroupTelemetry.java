// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.routing.Observation;
import io.gatehouse.routing.TrafficLog;
import java.util.List;

/// What a group's proxies tell of requests, of connections without HTTP, and of connections that
/// nothing takes.
record GroupTelemetry(Observation requests, Observation connections, List<TrafficLog> unrouted) {
    GroupTelemetry {
        unrouted = List.copyOf(unrouted);
    }

    boolean counts() {
        return !requests.statistics().isEmpty() || !connections.statistics().isEmpty();
    }
}
