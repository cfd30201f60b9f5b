// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.istio;

import java.util.List;

/// Some of the traffic of a proxy.
///
/// @param ports empty means all
public record TrafficSelector(Mode mode, List<PortSelector> ports) {
    public TrafficSelector {
        ports = List.copyOf(ports);
    }

    /// All traffic of a gateway is of `CLIENT`.
    public enum Mode {
        UNDEFINED,
        CLIENT,
        SERVER,
        CLIENT_AND_SERVER
    }

    public record PortSelector(int number) {}
}
