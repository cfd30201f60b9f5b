// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.cluster;

import com.google.protobuf.UInt32Value;
import io.envoyproxy.envoy.config.core.v3.HttpProtocolOptions;
import io.gatehouse.envoy.EnvoyDuration;
import io.gatehouse.routing.ConnectionRules;
import java.util.Optional;

/// How long connections to an upstream are kept, whatever version of HTTP they carry.
final class CommonHttpTranslator {
    private CommonHttpTranslator() {}

    /// Absent where all is as Envoy does it by itself.
    static Optional<HttpProtocolOptions> translate(ConnectionRules rules) {
        HttpProtocolOptions.Builder options = HttpProtocolOptions.newBuilder();
        rules.idleTimeout().map(EnvoyDuration::of).ifPresent(options::setIdleTimeout);
        rules.maximumAge().map(EnvoyDuration::of).ifPresent(options::setMaxConnectionDuration);
        if (rules.maximumRequests() > 0) {
            options.setMaxRequestsPerConnection(UInt32Value.of(rules.maximumRequests()));
        }
        return Optional.of(options.build())
                .filter(some -> !some.equals(HttpProtocolOptions.getDefaultInstance()));
    }
}
