// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.routing.Collector;
import java.util.function.Function;

/// What the name of a provider in a Telemetry comes to.
sealed interface Provided<T> {
    record Usable<T>(T value) implements Provided<T> {}

    /// Nothing is told to it.
    record Unusable<T>(String why) implements Provided<T> {}

    /// @param told makes of the one that is told what it is told
    static <T> Provided<T> of(ProviderService service, Function<Collector, T> told) {
        return switch (service) {
            case ProviderService.Found(String upstream, String host) ->
                    new Usable<>(told.apply(new Collector(upstream, host)));
            case ProviderService.Missing(String why) -> new Unusable<>(why);
        };
    }
}
