// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.cluster;

import com.google.protobuf.Any;
import com.google.protobuf.UInt32Value;
import io.envoyproxy.envoy.config.cluster.v3.CircuitBreakers;
import io.envoyproxy.envoy.config.cluster.v3.CircuitBreakers.Thresholds;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.CommonLbConfig;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.LbPolicy;
import io.envoyproxy.envoy.config.core.v3.Http2ProtocolOptions;
import io.envoyproxy.envoy.extensions.upstreams.http.v3.HttpProtocolOptions;
import io.envoyproxy.envoy.extensions.upstreams.http.v3.HttpProtocolOptions.ExplicitHttpConfig;
import io.envoyproxy.envoy.type.v3.Percent;
import io.gatehouse.envoy.EnvoyDuration;
import io.gatehouse.routing.Upstream;
import io.gatehouse.routing.UpstreamProtocol;

/// Translates one upstream into one cluster, with Istio's defaults.
public final class ClusterTranslator {
    private static final String HTTP_OPTIONS =
            "envoy.extensions.upstreams.http.v3.HttpProtocolOptions";

    /// All bits set is the largest number of its unsigned field.
    private static final UInt32Value UNLIMITED = UInt32Value.of(-1);

    private static final CircuitBreakers NO_LIMITS =
            CircuitBreakers.newBuilder()
                    .addThresholds(
                            Thresholds.newBuilder()
                                    .setMaxConnections(UNLIMITED)
                                    .setMaxPendingRequests(UNLIMITED)
                                    .setMaxRequests(UNLIMITED)
                                    .setMaxRetries(UNLIMITED)
                                    .setTrackRemaining(true))
                    .build();

    /// Endpoints called unhealthy get no requests even when no others are left.
    private static final CommonLbConfig NEVER_PANIC =
            CommonLbConfig.newBuilder()
                    .setHealthyPanicThreshold(Percent.getDefaultInstance())
                    .build();

    private static final Any HTTP2 =
            Any.pack(
                    HttpProtocolOptions.newBuilder()
                            .setExplicitHttpConfig(
                                    ExplicitHttpConfig.newBuilder()
                                            .setHttp2ProtocolOptions(
                                                    Http2ProtocolOptions.getDefaultInstance()))
                            .build());

    private ClusterTranslator() {}

    public static Cluster translate(Upstream upstream) {
        Cluster.Builder cluster =
                Cluster.newBuilder()
                        .setName(upstream.name())
                        .setConnectTimeout(EnvoyDuration.of(upstream.connectTimeout()))
                        .setLbPolicy(LbPolicy.LEAST_REQUEST)
                        .setCommonLbConfig(NEVER_PANIC)
                        .setCircuitBreakers(NO_LIMITS);
        if (upstream.protocol() == UpstreamProtocol.HTTP2) {
            cluster.putTypedExtensionProtocolOptions(HTTP_OPTIONS, HTTP2);
        }
        DiscoveryTranslator.translate(upstream.name(), upstream.discovery(), cluster);
        return cluster.build();
    }
}
