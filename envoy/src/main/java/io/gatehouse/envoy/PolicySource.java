// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy;

import io.envoyproxy.envoy.config.core.v3.ExtensionConfigSource;
import java.util.List;

/// Where a filter in a chain has its configuration from that is delivered by itself. Until it is
/// there a new listener takes no connections, and its predecessor serves on; there is no default
/// that would let anything pass.
public final class PolicySource {
    private PolicySource() {}

    /// @param typeUrls of the messages that may configure the filter
    public static ExtensionConfigSource of(String... typeUrls) {
        return ExtensionConfigSource.newBuilder()
                .setConfigSource(AdsSource.PATIENT)
                .addAllTypeUrls(List.of(typeUrls))
                .build();
    }
}
