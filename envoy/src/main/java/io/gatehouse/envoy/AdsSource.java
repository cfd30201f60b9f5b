// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy;

import io.envoyproxy.envoy.config.core.v3.AggregatedConfigSource;
import io.envoyproxy.envoy.config.core.v3.ApiVersion;
import io.envoyproxy.envoy.config.core.v3.ConfigSource;
import java.time.Duration;

/// The aggregated stream as the source of other resources.
public final class AdsSource {
    /// Waits for the resource however long it takes: what is there already keeps serving meanwhile.
    public static final ConfigSource PATIENT = within(Duration.ZERO);

    private AdsSource() {}

    /// Gives up waiting after `timeout` and goes on without the resource; zero never gives up.
    public static ConfigSource within(Duration timeout) {
        return ConfigSource.newBuilder()
                .setAds(AggregatedConfigSource.getDefaultInstance())
                .setResourceApiVersion(ApiVersion.V3)
                .setInitialFetchTimeout(EnvoyDuration.of(timeout))
                .build();
    }
}
