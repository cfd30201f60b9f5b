// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.proxy;

import io.gatehouse.config.istio.ProxyConfig;
import java.time.Duration;
import java.util.ArrayList;
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
        List<String> arguments = new ArrayList<>();
        Optional<Integer> annotated =
                config.concurrency().filter(threads -> number("concurrency", threads) > 0);
        concurrency
                .or(() -> annotated)
                .ifPresent(threads -> add(arguments, "--concurrency", threads));
        config.drainDuration()
                .ifPresent(
                        time -> add(arguments, "--drain-time-s", seconds("drainDuration", time)));
        return arguments;
    }

    /// Over which variables that the container really has count.
    Map<String, String> variables() {
        return config.terminationDrainDuration()
                .map(time -> Map.of(PodDrain.LIMIT, "" + seconds("terminationDrainDuration", time)))
                .orElse(Map.of());
    }

    private static void add(List<String> arguments, String name, long value) {
        arguments.add(name);
        arguments.add(Long.toString(value));
    }

    private static long seconds(String field, Duration time) {
        return number(field, time.toSeconds());
    }

    private static long number(String field, long value) {
        if (value < 0) {
            throw new ProxyMisconfigured(
                    "%s in the annotation %s of this Pod is negative: set it to 0 or more."
                            .formatted(field, ProxyConfig.ANNOTATION));
        }
        return value;
    }
}
