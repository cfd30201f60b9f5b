// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

import java.util.List;

/// One socket that a gateway listens on. `bind` is an IP address, `port` the port that the proxy
/// itself opens (a Service's target port, not its port).
public record ServerPort(String bind, int port, List<ServerChain> chains) {
    public ServerPort {
        chains = List.copyOf(chains);
    }

    /// Istio's listener name, `<bind>_<port>`.
    public String name() {
        return bind + "_" + port;
    }
}
