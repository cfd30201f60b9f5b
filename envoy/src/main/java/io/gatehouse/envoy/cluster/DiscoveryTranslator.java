// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.cluster;

import com.google.protobuf.Any;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.CustomClusterType;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.DiscoveryType;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.EdsClusterConfig;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.LbPolicy;
import io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import io.envoyproxy.envoy.extensions.clusters.common.dns.v3.DnsLookupFamily;
import io.envoyproxy.envoy.extensions.clusters.dns.v3.DnsCluster;
import io.envoyproxy.envoy.extensions.clusters.dns.v3.DnsCluster.RefreshRate;
import io.envoyproxy.envoy.extensions.clusters.dynamic_forward_proxy.v3.ClusterConfig;
import io.gatehouse.envoy.AdsSource;
import io.gatehouse.envoy.DnsCacheTranslator;
import io.gatehouse.envoy.EnvoyDuration;
import io.gatehouse.envoy.endpoint.EndpointTranslator;
import io.gatehouse.routing.AddressFamily;
import io.gatehouse.routing.Discovery;
import io.gatehouse.routing.EndpointGroup;
import io.gatehouse.routing.NameLookup;
import io.gatehouse.routing.UpstreamEndpoints;
import java.time.Duration;
import java.util.List;

/// Translates how a cluster comes by its endpoints.
final class DiscoveryTranslator {
    /// As Istio: many proxies do not ask at once.
    private static final Duration JITTER = Duration.ofMillis(100);

    /// Envoy would wait as long after a failure as after an answer.
    private static final RefreshRate AFTER_FAILURE =
            RefreshRate.newBuilder()
                    .setBaseInterval(EnvoyDuration.of(Duration.ofSeconds(1)))
                    .setMaxInterval(EnvoyDuration.of(Duration.ofSeconds(10)))
                    .build();

    private DiscoveryTranslator() {}

    static void translate(String name, Discovery discovery, Cluster.Builder cluster) {
        switch (discovery) {
            case Discovery.Delivered _ ->
                    cluster.setType(DiscoveryType.EDS)
                            .setEdsClusterConfig(
                                    EdsClusterConfig.newBuilder()
                                            .setServiceName(name)
                                            .setEdsConfig(AdsSource.PATIENT));
            case Discovery.EachAddress(List<EndpointGroup> endpoints, NameLookup lookup) ->
                    cluster.setClusterType(lookUp(lookup, false))
                            .setLoadAssignment(assignment(name, endpoints));
            case Discovery.LatestAddress latest ->
                    cluster.setClusterType(lookUp(latest.lookup(), true))
                            .setLoadAssignment(
                                    assignment(
                                            name,
                                            List.of(
                                                    EndpointGroup.of(
                                                            latest.placement(),
                                                            List.of(latest.endpoint())))));
            case Discovery.OfRequest(NameLookup lookup) ->
                    cluster.setClusterType(ofRequest(name, lookup))
                            .setLbPolicy(LbPolicy.CLUSTER_PROVIDED);
        }
    }

    private static ClusterLoadAssignment assignment(String name, List<EndpointGroup> endpoints) {
        return EndpointTranslator.translate(new UpstreamEndpoints(name, endpoints));
    }

    /// @param latestOnly whether all addresses of the name are one endpoint: what Envoy used to
    ///   call LOGICAL_DNS, else STRICT_DNS
    private static CustomClusterType lookUp(NameLookup lookup, boolean latestOnly) {
        DnsCluster config =
                DnsCluster.newBuilder()
                        .setDnsRefreshRate(EnvoyDuration.of(lookup.refresh()))
                        .setDnsFailureRefreshRate(AFTER_FAILURE)
                        .setDnsJitter(EnvoyDuration.of(JITTER))
                        .setRespectDnsTtl(true)
                        .setDnsLookupFamily(family(lookup.family()))
                        .setAllAddressesInSingleEndpoint(latestOnly)
                        .build();
        return CustomClusterType.newBuilder()
                .setName("envoy.cluster.dns")
                .setTypedConfig(Any.pack(config))
                .build();
    }

    /// Whether the host may be connected to is judged before, by the rule that leads here.
    private static CustomClusterType ofRequest(String name, NameLookup lookup) {
        ClusterConfig config =
                ClusterConfig.newBuilder()
                        .setAllowInsecureClusterOptions(true)
                        .setDnsCacheConfig(DnsCacheTranslator.translate(name, lookup))
                        .build();
        return CustomClusterType.newBuilder()
                .setName("envoy.clusters.dynamic_forward_proxy")
                .setTypedConfig(Any.pack(config))
                .build();
    }

    private static DnsLookupFamily family(AddressFamily family) {
        return switch (family) {
            case IPV4 -> DnsLookupFamily.V4_ONLY;
            case IPV6 -> DnsLookupFamily.V6_ONLY;
            case BOTH -> DnsLookupFamily.ALL;
        };
    }
}
