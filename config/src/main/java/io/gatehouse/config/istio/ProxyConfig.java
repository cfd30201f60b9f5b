// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.istio;

import io.gatehouse.config.PassedOver;
import io.gatehouse.config.PassedOver.Elsewhere;
import io.gatehouse.config.SortedMaps;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// How one proxy is set up: `defaultConfig` of the [MeshConfig], and over it the annotation
/// `proxy.istio.io/config` of the proxy's Pod. Only the fields that matter at a gateway; read by
/// `ProxyConfigText`.
///
/// @param concurrency worker threads; 0 means one for each CPU. It is for the start, as what
///   follows is, and known only where it is said in the Pod
/// @param drainDuration how long connections of a listener that goes may last
/// @param terminationDrainDuration how long requests in flight may take at the end
/// @param proxyMetadata environment of the proxy; `ISTIO_META_…` is part of its node's metadata
@PassedOver(
        noEffect = {
            // of Istio's agent, of injection into Pods, and of sidecars
            "configPath",
            "binaryPath",
            "customConfigFile",
            "proxyBootstrapTemplatePath",
            "discoveryAddress",
            "controlPlaneAuthPolicy",
            "proxyAdminPort",
            "statusPort",
            "interceptionMode",
            "readinessProbe",
            "holdApplicationUntilProxyStarts",
            "image",
            "caCertificatesPem",
            // deprecated, and read by nothing
            "parentShutdownDuration",
            "discoveryRefreshDelay",
            "connectTimeout",
            "envoyMetricsServiceAddress",
            "availabilityZone",
            "sds"
        },
        notSupportedYet = "privateKeyProvider",
        elsewhere = {
            @Elsewhere(
                    field = "serviceCluster",
                    advice = "a proxy is told by the label app and the namespace of its Pod"),
            @Elsewhere(
                    field = "tracingServiceName",
                    advice = "spans are of the label app and the namespace of the proxy's Pod"),
            @Elsewhere(
                    field = "meshId",
                    advice = "set the variable ISTIO_META_MESH_ID of the gateway's Pods"),
            @Elsewhere(
                    field = "zipkinAddress",
                    advice = "use tracing.zipkin.address, or an extension provider of kind zipkin"),
            @Elsewhere(
                    field = "envoyAccessLogService",
                    advice =
                            "use an extension provider of kind envoyHttpAls or envoyTcpAls, and name it in defaultProviders.accessLogging or a Telemetry"),
            @Elsewhere(
                    field = "statsdUdpAddress",
                    advice =
                            "Prometheus finds the proxy's statistics at /stats/prometheus, port 15090"),
            @Elsewhere(
                    field = "envoyMetricsService",
                    advice =
                            "Prometheus finds the proxy's statistics at /stats/prometheus, port 15090"),
            @Elsewhere(
                    field = "statsCompression",
                    advice =
                            "Prometheus finds the proxy's statistics at /stats/prometheus, port 15090, as they are"),
            @Elsewhere(
                    field = "proxyStatsMatcher",
                    advice =
                            "which statistics a proxy keeps is fixed, so that their number is bounded; requests are counted by the provider prometheus of a Telemetry"),
            @Elsewhere(
                    field = "extraStatTags",
                    advice = "use tagOverrides of a Telemetry's metrics"),
            @Elsewhere(
                    field = "statNameLength",
                    advice = "statistics have names as long as they are"),
            @Elsewhere(
                    field = "statsEvictionInterval",
                    advice = "the number of statistics is bounded without it"),
            @Elsewhere(field = "fileFlushInterval", advice = "logs are written within a second"),
            @Elsewhere(field = "fileFlushMinSizeKb", advice = "logs are written within a second"),
            @Elsewhere(
                    field = "runtimeValues",
                    advice =
                            "the runtime is that of Istio's proxies; an Envoy run by hand takes another with gatehouse bootstrap")
        })
public record ProxyConfig(
        Optional<GatewayTopology> gatewayTopology,
        SortedMap<String, String> proxyMetadata,
        Optional<ProxyTracing> tracing,
        Optional<ProxyHeaders> proxyHeaders,
        Optional<ConnectionSettings> connectionSettings,
        Optional<Integer> concurrency,
        Optional<Duration> drainDuration,
        Optional<Duration> terminationDrainDuration) {
    public static final String ANNOTATION = "proxy.istio.io/config";

    /// In `proxyMetadata`: `1` has the gateway answer HTTP/1.0.
    public static final String HTTP10 = "ISTIO_META_HTTP10";

    /// In `proxyMetadata`: how long a client's connection may be idle.
    public static final String IDLE_TIMEOUT = "ISTIO_META_IDLE_TIMEOUT";

    /// In `proxyMetadata`: whether the gateway's proxies are told of each other, which
    /// `zoneAwareLbSetting` needs.
    public static final String SELF_DISCOVERY = "ISTIO_META_ENABLE_SELF_DISCOVERY";

    public static final ProxyConfig DEFAULT =
            new ProxyConfig(Optional.empty(), Collections.emptySortedMap());

    /// As Go reads them.
    public static final Set<String> TRUE = Set.of("1", "t", "T", "true", "True", "TRUE");

    /// With these alone.
    public ProxyConfig(
            Optional<GatewayTopology> gatewayTopology, SortedMap<String, String> proxyMetadata) {
        this(
                gatewayTopology,
                proxyMetadata,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    public ProxyConfig {
        proxyMetadata = SortedMaps.copyOf(proxyMetadata);
    }

    /// This one where it says something, else `defaults`: field by field, and of `proxyMetadata`
    /// entry by entry.
    public ProxyConfig over(ProxyConfig defaults) {
        SortedMap<String, String> metadata = new TreeMap<>(defaults.proxyMetadata);
        metadata.putAll(proxyMetadata);
        return new ProxyConfig(
                gatewayTopology.or(() -> defaults.gatewayTopology),
                metadata,
                tracing.or(() -> defaults.tracing),
                proxyHeaders.or(() -> defaults.proxyHeaders),
                connectionSettings.or(() -> defaults.connectionSettings),
                concurrency.or(() -> defaults.concurrency),
                drainDuration.or(() -> defaults.drainDuration),
                terminationDrainDuration.or(() -> defaults.terminationDrainDuration));
    }

    public boolean selfDiscovery() {
        return TRUE.contains(proxyMetadata.getOrDefault(SELF_DISCOVERY, ""));
    }

    /// What stands in front of the gateway.
    ///
    /// @param proxyProtocol present when each connection starts with a PROXY header
    public record GatewayTopology(
            int numTrustedProxies,
            ForwardClientCertDetails forwardClientCertDetails,
            Optional<ProxyProtocol> proxyProtocol) {}

    public record ProxyProtocol() {}

    /// What becomes of `X-Forwarded-Client-Cert`; `UNDEFINED` is `SANITIZE_SET` at a gateway.
    public enum ForwardClientCertDetails {
        UNDEFINED,
        SANITIZE,
        FORWARD_ONLY,
        APPEND_FORWARD,
        SANITIZE_SET,
        ALWAYS_FORWARD_ONLY
    }
}
