// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

import io.gatehouse.engine.RoutingGraph;
import picocli.CommandLine.Option;

/// From which size on a route table is delivered host by host.
final class ScopedRoutesMixin {
    private static final String DEFAULT = "" + RoutingGraph.HOST_BY_HOST_FROM;

    @Option(
            names = "--scoped-routes-from",
            paramLabel = "HOSTS",
            defaultValue = DEFAULT,
            description =
                    "How many hosts a port has for which only the changed one is sent to proxies (Envoy's scoped routes). Default: ${DEFAULT-VALUE}")
    private int hosts = RoutingGraph.HOST_BY_HOST_FROM;

    int hosts() {
        if (hosts < 1) {
            throw CommandFailure.wrongUse(
                    "--scoped-routes-from found %d (expected: a number of hosts, at least 1)"
                            .formatted(hosts));
        }
        return hosts;
    }
}
