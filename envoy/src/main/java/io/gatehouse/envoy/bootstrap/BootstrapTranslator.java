// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.bootstrap;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import io.envoyproxy.envoy.config.bootstrap.v3.Admin;
import io.envoyproxy.envoy.config.bootstrap.v3.Bootstrap;
import io.envoyproxy.envoy.config.bootstrap.v3.Bootstrap.DynamicResources;
import io.envoyproxy.envoy.config.bootstrap.v3.Bootstrap.StaticResources;
import io.envoyproxy.envoy.config.bootstrap.v3.LayeredRuntime;
import io.envoyproxy.envoy.config.bootstrap.v3.RuntimeLayer;
import io.envoyproxy.envoy.config.core.v3.ApiConfigSource;
import io.envoyproxy.envoy.config.core.v3.ApiConfigSource.ApiType;
import io.envoyproxy.envoy.config.core.v3.ApiVersion;
import io.envoyproxy.envoy.config.core.v3.BackoffStrategy;
import io.envoyproxy.envoy.config.core.v3.GrpcService;
import io.envoyproxy.envoy.config.core.v3.HeaderValue;
import io.envoyproxy.envoy.config.core.v3.Locality;
import io.envoyproxy.envoy.config.core.v3.Node;
import io.envoyproxy.envoy.config.core.v3.RetryPolicy;
import io.envoyproxy.envoy.config.metrics.v3.StatsConfig;
import io.envoyproxy.envoy.config.metrics.v3.StatsMatcher;
import io.envoyproxy.envoy.type.matcher.v3.ListStringMatcher;
import io.envoyproxy.envoy.type.matcher.v3.StringMatcher;
import io.gatehouse.envoy.AdsSource;
import io.gatehouse.envoy.EnvoyDuration;
import io.gatehouse.envoy.EnvoyJson;
import io.gatehouse.routing.Placement;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;

/// Translates what a proxy must know at its start: who it is, and that everything else comes by the
/// aggregated delta stream of its control plane.
public final class BootstrapTranslator {
    /// A control plane that was away is found again within half a second.
    private static final BackoffStrategy RECONNECT =
            BackoffStrategy.newBuilder()
                    .setBaseInterval(EnvoyDuration.of(Duration.ofMillis(50)))
                    .setMaxInterval(EnvoyDuration.of(Duration.ofMillis(500)))
                    .build();

    /// Everything else would make series for each cluster and route.
    private static final List<String> KEPT_STATISTICS =
            List.of(
                    "cluster." + XdsClusterTranslator.NAME + ".",
                    "cluster_manager.",
                    "control_plane.",
                    "http.",
                    "istio.",
                    "listener.",
                    "listener_manager.",
                    "main_thread.",
                    "overload.",
                    "runtime.",
                    "server.");

    private BootstrapTranslator() {}

    /// The file for `--config-path`, readable for people. Envoy takes the bytes of [#translate]
    /// too, in a file named `*.pb`, and they are there sooner. Both hold a [XdsCredential.Token]:
    /// keep them from other users.
    public static String json(ProxyBootstrap bootstrap) {
        return EnvoyJson.withSecrets(translate(bootstrap));
    }

    public static Bootstrap translate(ProxyBootstrap bootstrap) {
        Bootstrap.Builder translated = Bootstrap.newBuilder();
        if (bootstrap.knowsPeers()) {
            translated.setClusterManager(PeerClusterTranslator.CLUSTER_MANAGER);
        }
        return translated
                .setNode(node(bootstrap.node()))
                .setAdmin(
                        Admin.newBuilder()
                                .setAddress(AddressTranslator.translate(bootstrap.admin()))
                                .setIgnoreGlobalConnLimit(true))
                .setDynamicResources(
                        DynamicResources.newBuilder()
                                .setAdsConfig(ads(bootstrap.xds().credential()))
                                .setLdsConfig(AdsSource.PATIENT)
                                .setCdsConfig(AdsSource.PATIENT))
                .setStaticResources(resources(bootstrap))
                .setLayeredRuntime(runtime())
                .setOverloadManager(OverloadTranslator.translate(bootstrap.limits()))
                .setStatsConfig(statistics())
                .build();
    }

    private static StaticResources resources(ProxyBootstrap bootstrap) {
        StaticResources.Builder resources =
                StaticResources.newBuilder()
                        .addClusters(XdsClusterTranslator.translate(bootstrap.xds()));
        if (bootstrap.knowsPeers()) {
            resources.addClusters(PeerClusterTranslator.translate());
        }
        bootstrap
                .prometheus()
                .ifPresent(address ->
                        resources
                                .addClusters(PrometheusTranslator.cluster(bootstrap.admin()))
                                .addListeners(PrometheusTranslator.listener(address)));
        return resources.build();
    }

    private static Node node(ProxyNode proxy) {
        Struct.Builder metadata = struct(proxy.metadata());
        if (!proxy.labels().isEmpty()) {
            metadata.putFields(
                    "LABELS", Value.newBuilder().setStructValue(struct(proxy.labels())).build());
        }
        Node.Builder node =
                Node.newBuilder()
                        .setId(proxy.id())
                        .setCluster(proxy.cluster())
                        .setMetadata(metadata);
        Placement placement = proxy.placement();
        if (!placement.equals(Placement.UNKNOWN)) {
            node.setLocality(
                    Locality.newBuilder()
                            .setRegion(placement.region())
                            .setZone(placement.zone())
                            .setSubZone(placement.subzone()));
        }
        return node.build();
    }

    private static Struct.Builder struct(SortedMap<String, String> values) {
        Struct.Builder struct = Struct.newBuilder();
        values.forEach((key, value) ->
                struct.putFields(key, Value.newBuilder().setStringValue(value).build()));
        return struct;
    }

    static ApiConfigSource ads(XdsCredential credential) {
        GrpcService.Builder service =
                GrpcService.newBuilder()
                        .setEnvoyGrpc(
                                GrpcService.EnvoyGrpc.newBuilder()
                                        .setClusterName(XdsClusterTranslator.NAME)
                                        .setRetryPolicy(
                                                RetryPolicy.newBuilder()
                                                        .setRetryBackOff(RECONNECT)));
        if (credential instanceof XdsCredential.Token(String token)) {
            service.addInitialMetadata(
                    HeaderValue.newBuilder().setKey("authorization").setValue("Bearer " + token));
        }
        return ApiConfigSource.newBuilder()
                .setApiType(ApiType.DELTA_GRPC)
                .setTransportApiVersion(ApiVersion.V3)
                .setSetNodeOnFirstMessageOnly(true)
                .addGrpcServices(service)
                .build();
    }

    /// As in Istio: regular expressions may be long, and a path's `#fragment` is cut off instead of
    /// refused.
    static LayeredRuntime runtime() {
        Struct values =
                Struct.newBuilder()
                        .putFields(
                                "re2.max_program_size.error_level",
                                Value.newBuilder().setNumberValue(32768).build())
                        .putFields(
                                "envoy.reloadable_features.http_reject_path_with_fragment",
                                Value.newBuilder().setBoolValue(false).build())
                        .build();
        return LayeredRuntime.newBuilder()
                .addLayers(RuntimeLayer.newBuilder().setName("gatehouse").setStaticLayer(values))
                .build();
    }

    private static StatsConfig statistics() {
        ListStringMatcher.Builder kept = ListStringMatcher.newBuilder();
        for (String prefix : KEPT_STATISTICS) {
            kept.addPatterns(StringMatcher.newBuilder().setPrefix(prefix));
        }
        return StatsConfig.newBuilder()
                .setStatsMatcher(StatsMatcher.newBuilder().setInclusionList(kept))
                .build();
    }
}
