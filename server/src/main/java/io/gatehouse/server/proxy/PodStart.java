// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.proxy;

import io.gatehouse.config.istio.ConnectionSettings;
import io.gatehouse.config.istio.ProxyConfig;
import io.gatehouse.envoy.bootstrap.ProxyLimits;
import io.gatehouse.server.envoy.EnvoyStart;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What an annotation of the Pod says of the start of its proxy.
record PodStart(ProxyConfig config) {
    /// Of Envoy.
    ///
    /// @param concurrency over that of the annotation
    /// @throws ProxyMisconfigured where a value is none
    List<String> arguments(Optional<Integer> concurrency) {
        config.concurrency().ifPresent(threads -> atLeast(0, "concurrency", threads));
        config.drainDuration().ifPresent(time -> seconds("drainDuration", time));
        return new EnvoyStart(config).arguments(concurrency);
    }

    /// @throws ProxyMisconfigured where a value is none
    ProxyLimits limits() {
        config.connectionSettings()
                .flatMap(ConnectionSettings::globalDownstreamConnectionLimit)
                .ifPresent(most ->
                        atLeast(1, "connectionSettings.globalDownstreamConnectionLimit", most));
        return new EnvoyStart(config).limits();
    }

    /// Over which variables that the container really has count.
    Map<String, String> variables() {
        return config.terminationDrainDuration()
                .map(time -> Map.of(PodDrain.LIMIT, "" + seconds("terminationDrainDuration", time)))
                .orElse(Map.of());
    }

    private static long seconds(String field, Duration time) {
        return atLeast(0, field, time.toSeconds());
    }

    private static long atLeast(int least, String field, long value) {
        if (value < least) {
            throw new ProxyMisconfigured(
                    "%s in the annotation %s of this Pod is %d: set it to %d or more."
                            .formatted(field, ProxyConfig.ANNOTATION, value, least));
        }
        return value;
    }
}
