// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.istio;

import io.gatehouse.config.PassedOver;
import io.gatehouse.config.SortedMaps;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// How one proxy is set up: `defaultConfig` of the [MeshConfig], and over it the annotation
/// `proxy.istio.io/config` of the proxy's Pod. Only the fields that matter at a gateway; read by
/// `ProxyConfigText`.
///
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
        notSupportedYet = {
            "serviceCluster",
            "tracingServiceName",
            "drainDuration",
            "terminationDrainDuration",
            "zipkinAddress",
            "statsdUdpAddress",
            "statNameLength",
            "concurrency",
            "envoyAccessLogService",
            "envoyMetricsService",
            "runtimeValues",
            "extraStatTags",
            "meshId",
            "proxyStatsMatcher",
            "privateKeyProvider",
            "proxyHeaders",
            "connectionSettings",
            "statsCompression",
            "statsEvictionInterval",
            "fileFlushInterval",
            "fileFlushMinSizeKb"
        })
public record ProxyConfig(
        Optional<GatewayTopology> gatewayTopology,
        SortedMap<String, String> proxyMetadata,
        Optional<ProxyTracing> tracing) {
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

    /// Without tracing.
    public ProxyConfig(
            Optional<GatewayTopology> gatewayTopology, SortedMap<String, String> proxyMetadata) {
        this(gatewayTopology, proxyMetadata, Optional.empty());
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
                tracing.or(() -> defaults.tracing));
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
