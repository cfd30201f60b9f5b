// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.proxy;

import io.gatehouse.config.codec.DurationText;
import io.gatehouse.server.envoy.DrainTimes;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// How a gateway's Pod ends, by the variables of Istio's agent.
public final class PodDrain {
    static final String LIMIT = "TERMINATION_DRAIN_DURATION_SECONDS";
    private static final String MINIMUM = "MINIMUM_DRAIN_DURATION";
    private static final Duration DEFAULT_LIMIT = Duration.ofSeconds(45);
    private static final Duration DEFAULT_MINIMUM = Duration.ofSeconds(5);

    private PodDrain() {}

    /// The end comes earlier when nothing is in flight, but not before the minimum: until then load
    /// balancers may still send new connections.
    ///
    /// @param limit as the user says, instead of the variable
    /// @throws ProxyMisconfigured where a variable does not hold a time
    public static DrainTimes of(Optional<Duration> limit, Map<String, String> environment) {
        PodVariables variables = new PodVariables(environment);
        Duration most =
                limit.or(() -> variables.optional(LIMIT).map(PodDrain::seconds))
                        .orElse(DEFAULT_LIMIT);
        Duration least =
                variables.optional(MINIMUM).map(PodDrain::duration).orElse(DEFAULT_MINIMUM);
        return new DrainTimes(least.compareTo(most) < 0 ? least : most, most);
    }

    private static Duration seconds(String text) {
        if (!text.matches("[0-9]{1,9}")) {
            throw new ProxyMisconfigured(
                    "%s is \"%s\": set it to a whole number of seconds.".formatted(LIMIT, text));
        }
        return Duration.ofSeconds(Integer.parseInt(text));
    }

    private static Duration duration(String text) {
        return DurationText.parse(text)
                .filter(d -> !d.isNegative())
                .orElseThrow(() ->
                        new ProxyMisconfigured(
                                "%s is \"%s\": set it to a time, such as 5s."
                                        .formatted(MINIMUM, text)));
    }
}
