// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

import java.util.List;

/// Stands for a program that cannot be had.
///
/// @param ofConnections whether it was to be passed by connections, not by requests
/// @param passes whether what comes goes on without it; else it is refused
public record AbsentProgram(String name, boolean ofConnections, boolean passes)
        implements TrafficProgram {
    @Override
    public List<String> upstreams() {
        return List.of();
    }
}
