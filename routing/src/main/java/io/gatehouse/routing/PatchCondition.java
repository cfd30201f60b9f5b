// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

import java.util.List;
import java.util.Optional;

/// Which of its subjects a patch is for: all that are not excluded. Of a text, empty means any; of
/// a number, 0.
public record PatchCondition(
        Optional<OfListener> listener, Optional<OfTable> table, Optional<OfUpstream> upstream) {
    public static final PatchCondition ANY =
            new PatchCondition(Optional.empty(), Optional.empty(), Optional.empty());

    /// @param port where the proxy listens
    /// @param applicationProtocols all of which the chain must have
    public record OfListener(
            String name,
            int port,
            String listenerFilter,
            String chain,
            String serverName,
            String transport,
            List<String> applicationProtocols,
            int destinationPort,
            Optional<String> filter,
            Optional<String> httpFilter) {
        public OfListener {
            applicationProtocols = List.copyOf(applicationProtocols);
        }
    }

    /// @param port of a Service, or where the proxy listens if that is no Service's
    /// @param gateway `namespace/name`
    public record OfTable(
            String name, int port, String portName, String gateway, Optional<OfHost> host) {}

    public record OfHost(String name, String domain, Optional<OfRoute> route) {}

    public record OfRoute(String name, Optional<Answer> answer) {}

    /// What becomes of a request.
    public enum Answer {
        FORWARDED,
        REDIRECTED,
        ANSWERED
    }

    /// @param name if given, the others do not count
    public record OfUpstream(String name, String service, String subset, int port) {}

    public Optional<OfHost> host() {
        return table.flatMap(OfTable::host);
    }
}
