// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy;

import io.envoyproxy.envoy.config.core.v3.GrpcService;
import java.time.Duration;

/// Upstreams that proxies themselves call by gRPC.
public final class GrpcServices {
    private GrpcServices() {}

    /// @param timeout of one call
    public static GrpcService of(String upstream, Duration timeout) {
        return of(upstream).toBuilder().setTimeout(EnvoyDuration.of(timeout)).build();
    }

    /// Whose calls take as long as they take. A cluster's name is no authority: servers refuse its
    /// bars.
    public static GrpcService of(String upstream) {
        return GrpcService.newBuilder()
                .setEnvoyGrpc(
                        GrpcService.EnvoyGrpc.newBuilder()
                                .setClusterName(upstream)
                                .setAuthority(upstream.replace("|", "_.")))
                .build();
    }
}
