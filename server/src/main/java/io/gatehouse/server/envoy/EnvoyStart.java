// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.envoy;

import io.gatehouse.config.istio.ConnectionSettings;
import io.gatehouse.config.istio.ProxyConfig;
import io.gatehouse.envoy.bootstrap.ProxyLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a proxy's configuration says of its start. Numbers that make no sense count as not said.
public record EnvoyStart(ProxyConfig config) {
    /// Of Envoy.
    ///
    /// @param concurrency over that of the configuration
    public List<String> arguments(Optional<Integer> concurrency) {
        List<String> arguments = new ArrayList<>();
        concurrency
                .or(() -> config.concurrency().filter(threads -> threads > 0))
                .ifPresent(threads -> add(arguments, "--concurrency", threads));
        config.drainDuration()
                .filter(time -> !time.isNegative())
                .ifPresent(time -> add(arguments, "--drain-time-s", time.toSeconds()));
        return arguments;
    }

    /// How long requests in flight may take at the end.
    public Optional<Duration> drain() {
        return config.terminationDrainDuration().filter(time -> !time.isNegative());
    }

    public ProxyLimits limits() {
        return config.connectionSettings()
                .flatMap(ConnectionSettings::globalDownstreamConnectionLimit)
                .filter(connections -> connections > 0)
                .map(ProxyLimits.DEFAULT::withConnections)
                .orElse(ProxyLimits.DEFAULT);
    }

    private static void add(List<String> arguments, String name, long value) {
        arguments.add(name);
        arguments.add(Long.toString(value));
    }
}
