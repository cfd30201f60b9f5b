// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

import java.util.List;
import java.util.Optional;

/// One socket that a gateway listens on.
///
/// @param bind an IP address, or `unix:///path` with port 0
/// @param port the port that the proxy itself opens (a Service's target port, not its port)
/// @param proxyHeader whether each connection starts with a PROXY header, which says whose it is
/// @param buffer bytes of a connection that may wait in either direction; absent means the proxy's
///   default
/// @param connections how many each chain has at a time; more are closed at once. Absent means any
///   number
/// @param logs of connections that no chain takes
public record ServerPort(
        String bind,
        int port,
        Transport transport,
        boolean proxyHeader,
        Optional<Integer> buffer,
        Optional<Integer> connections,
        List<ServerChain> chains,
        List<TrafficLog> logs) {
    public ServerPort {
        chains = List.copyOf(chains);
        logs = List.copyOf(logs);
    }

    /// Without logs.
    public ServerPort(
            String bind,
            int port,
            Transport transport,
            boolean proxyHeader,
            List<ServerChain> chains) {
        this(
                bind,
                port,
                transport,
                proxyHeader,
                Optional.empty(),
                Optional.empty(),
                chains,
                List.of());
    }

    /// A TCP port without PROXY headers and logs.
    public ServerPort(String bind, int port, List<ServerChain> chains) {
        this(bind, port, Transport.TCP, false, chains);
    }

    /// Istio's listener name, `<bind>_<port>`, for QUIC `udp_<bind>_<port>`.
    public String name() {
        return (transport == Transport.QUIC ? "udp_" : "") + bind + "_" + port;
    }
}
