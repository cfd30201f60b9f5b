// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.FieldPath;
import io.gatehouse.config.istio.VirtualService;
import io.gatehouse.routing.ConnectionHandling.TcpForwarding;
import java.util.List;

/// Where a rule of a VirtualService sends the connections of a server.
///
/// @param field the rule, or the match, that says so
/// @param serverNames of the connections that it is for; empty for a `tcp` rule
record ConnectionRoute(
        VirtualService virtualService,
        FieldPath field,
        List<String> serverNames,
        TcpForwarding forwarding) {
    ConnectionRoute {
        serverNames = List.copyOf(serverNames);
    }
}
