// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.accesslog;

import io.envoyproxy.envoy.config.accesslog.v3.AccessLog;
import io.gatehouse.routing.Observation;
import java.util.List;
import java.util.stream.Stream;

/// What a chain logs, and what it counts, which Envoy does by logs, too.
public final class ObservationTranslator {
    private ObservationTranslator() {}

    public static List<AccessLog> logs(Observation observation) {
        return Stream.concat(
                        observation.logs().stream().map(AccessLogTranslator::translate),
                        StatisticsTranslator.translate(observation.statistics()).stream())
                .toList();
    }
}
