// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What a gateway tells of the requests or connections of a chain.
///
/// @param spans absent where no traces are told; always, of connections
/// @param statistics that are kept beside those that a proxy always keeps
public record Observation(
        List<TrafficLog> logs, Optional<SpanReporting> spans, List<Statistic> statistics) {
    public static final Observation NONE = new Observation(List.of(), Optional.empty(), List.of());

    public Observation {
        logs = List.copyOf(logs);
        statistics = List.copyOf(statistics);
    }

    /// All that have to be there.
    public Stream<Collector> told() {
        return Stream.concat(
                logs.stream().flatMap(log -> log.destination().told().stream()),
                spans.stream().flatMap(reporting -> reporting.collector().told().stream()));
    }
}
