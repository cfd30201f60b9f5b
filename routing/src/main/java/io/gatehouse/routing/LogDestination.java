// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

import io.gatehouse.routing.LogLayout.Line;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Where entries of a log go.
public sealed interface LogDestination {
    /// Who is told; absent where nobody has to be there.
    Optional<Collector> told();

    /// @param path on the proxy
    /// @param omitsEmpty whether what an entry lacks is left out, and not `-`
    record ToFile(String path, LogLayout layout, boolean omitsEmpty) implements LogDestination {
        @Override
        public Optional<Collector> told() {
            return Optional.empty();
        }
    }

    /// Requests, to Envoy's gRPC service `envoy.service.accesslog.v3.AccessLogService`.
    ///
    /// @param states names of what filters have noted, which is sent along
    record OfRequests(
            Collector collector,
            String logName,
            List<String> states,
            List<String> requestHeaders,
            List<String> responseHeaders,
            List<String> responseTrailers)
            implements LogDestination {
        public OfRequests {
            states = List.copyOf(states);
            requestHeaders = List.copyOf(requestHeaders);
            responseHeaders = List.copyOf(responseHeaders);
            responseTrailers = List.copyOf(responseTrailers);
        }

        @Override
        public Optional<Collector> told() {
            return Optional.of(collector);
        }
    }

    /// Connections, to the same service.
    record OfConnections(Collector collector, String logName, List<String> states)
            implements LogDestination {
        public OfConnections {
            states = List.copyOf(states);
        }

        @Override
        public Optional<Collector> told() {
            return Optional.of(collector);
        }
    }

    /// To a collector of OpenTelemetry.
    ///
    /// @param attributes of each record, in the form of a line each
    record ToOpenTelemetry(
            Collector collector, String logName, Line body, SortedMap<String, Line> attributes)
            implements LogDestination {
        public ToOpenTelemetry {
            attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
        }

        @Override
        public Optional<Collector> told() {
            return Optional.of(collector);
        }
    }
}
