// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.istio;

import io.gatehouse.config.AlsoWritten;
import io.gatehouse.config.PassedOver;
import io.gatehouse.config.PassedOver.Elsewhere;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What holds for the whole mesh: the key `mesh` of the ConfigMap `istio`. Only the fields that
/// matter at a gateway; read by `MeshConfigText`.
///
/// @param rootNamespace empty means `istio-system`
/// @param trustDomain of the mesh's certificates; empty means `cluster.local`
/// @param trustDomainAliases which count as the same
/// @param discoverySelectors of namespaces, any of which will do; what is in other namespaces is
///   not there for any gateway. None selects all
/// @param defaultConfig of every proxy, where the proxy does not say otherwise
/// @param extensionProviders that policies and Telemetry objects can name
/// @param defaultProviders of what no Telemetry says otherwise
/// @param accessLogFile that is written where nothing else says where; empty means none
/// @param accessLogFormat empty means Istio's; with the encoding `JSON`, a mapping
/// @param disableEnvoyListenerLog whether connections that no chain takes are not logged
/// @param tlsDefaults where a Gateway's server does not say otherwise
/// @param meshMTLS of servers and services with `ISTIO_MUTUAL`
/// @param enableTracing whether `defaultConfig.tracing` counts; absent means that it does
/// @param outboundClusterStatName what proxies count under, with operators such as `%SERVICE%`;
///   empty means the clusters' names
@PassedOver(
        noEffect = {
            // of sidecars, of the control plane itself, or of its CA
            "proxyListenPort",
            "proxyInboundListenPort",
            "proxyHttpPort",
            "protocolDetectionTimeout",
            "outboundTrafficPolicy",
            "inboundTrafficPolicy",
            "inboundClusterStatName",
            "defaultInboundHttpRetryPolicy",
            "enablePrometheusMerge",
            "configSources",
            "certificates",
            "ca",
            "serviceScopeConfigs",
            // gone from the API, and still to be found in old ConfigMaps
            "mixerCheckServer",
            "mixerReportServer",
            "mixerAddress",
            "disablePolicyChecks",
            "disableMixerHttpReports",
            "policyCheckFailOpen",
            "enableClientSidePolicyCheck",
            "sidecarToTelemetrySessionAffinity",
            "disableReportBatch",
            "reportBatchMaxEntries",
            "reportBatchMaxTime",
            "authPolicy",
            "rdsRefreshDelay",
            "sdsUdsPath",
            "sdsRefreshDelay",
            "enableSdsTokenMount",
            "sdsUseK8sSaJwt",
            "terminationDrainDuration",
            "thriftConfig"
        },
        elsewhere = {
            @Elsewhere(field = "ingressClass", advice = MeshConfig.NO_INGRESS),
            @Elsewhere(field = "ingressService", advice = MeshConfig.NO_INGRESS),
            @Elsewhere(field = "ingressSelector", advice = MeshConfig.NO_INGRESS),
            @Elsewhere(field = "ingressControllerMode", advice = MeshConfig.NO_INGRESS),
            @Elsewhere(
                    field = "enableAutoMtls",
                    advice = "use tls.mode ISTIO_MUTUAL of a DestinationRule"),
            @Elsewhere(
                    field = "caCertificates",
                    advice =
                            "whom the mesh trusts is said by ca.crt of the Secret gatehouse-mesh, which may hold several certificates"),
            @Elsewhere(
                    field = "compliancePolicy",
                    advice =
                            "use minProtocolVersion, cipherSuites and ecdhCurves of tlsDefaults and meshMTLS"),
            @Elsewhere(
                    field = "verifyCertificateAtClient",
                    advice =
                            "certificates of services are verified, unless tls.insecureSkipVerify of a DestinationRule says otherwise"),
            @Elsewhere(
                    field = "serviceSettings",
                    advice = "endpoints are those of the own cluster, of all services"),
            @Elsewhere(
                    field = "enableEnvoyAccessLogService",
                    advice =
                            "use an extension provider of kind envoyHttpAls or envoyTcpAls, and name it in defaultProviders.accessLogging or a Telemetry")
        })
public record MeshConfig(
        String rootNamespace,
        String trustDomain,
        List<String> trustDomainAliases,
        Optional<Duration> connectTimeout,
        Optional<ConnectionPool.TcpKeepalive> tcpKeepalive,
        List<String> defaultServiceExportTo,
        List<String> defaultVirtualServiceExportTo,
        List<String> defaultDestinationRuleExportTo,
        Optional<LocalityLbSetting> localityLbSetting,
        Optional<ZoneAwareLbSetting> zoneAwareLbSetting,
        Optional<Duration> dnsRefreshRate,
        ConnectionPool.H2UpgradePolicy h2UpgradePolicy,
        Optional<PathNormalization> pathNormalization,
        Optional<HttpRetry> defaultHttpRetryPolicy,
        Optional<TlsDefaults> tlsDefaults,
        @AlsoWritten("mesh_mTLS") Optional<TlsDefaults> meshMTLS,
        Optional<DefaultTrafficPolicy> defaultTrafficPolicy,
        List<LabelSelector> discoverySelectors,
        Optional<ProxyConfig> defaultConfig,
        List<ExtensionProvider> extensionProviders,
        Optional<DefaultProviders> defaultProviders,
        String accessLogFile,
        String accessLogFormat,
        LogEncoding accessLogEncoding,
        boolean disableEnvoyListenerLog,
        Optional<Boolean> enableTracing,
        Optional<ServiceEntryVisibility> serviceEntryVisibility,
        String outboundClusterStatName) {
    static final String NO_INGRESS =
            "Kubernetes' Ingress is not read; use a Gateway and a VirtualService";

    /// The name of the ConfigMap, and its key that holds the text.
    public static final String CONFIG_MAP = "istio";

    public static final String KEY = "mesh";
    public static final String DEFAULT_ROOT_NAMESPACE = "istio-system";
    public static final String DEFAULT_TRUST_DOMAIN = "cluster.local";
    public static final MeshConfig DEFAULT =
            new MeshConfig(
                    "",
                    "",
                    List.of(),
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    List.of(),
                    List.of(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    ConnectionPool.H2UpgradePolicy.DEFAULT,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    Optional.empty(),
                    List.of(),
                    Optional.empty(),
                    "",
                    "",
                    LogEncoding.TEXT,
                    false,
                    Optional.empty(),
                    Optional.empty(),
                    "");

    public MeshConfig {
        discoverySelectors = List.copyOf(discoverySelectors);
        extensionProviders = List.copyOf(extensionProviders);
        rootNamespace = rootNamespace.isEmpty() ? DEFAULT_ROOT_NAMESPACE : rootNamespace;
        trustDomain = trustDomain.isEmpty() ? DEFAULT_TRUST_DOMAIN : trustDomain;
        trustDomainAliases = List.copyOf(trustDomainAliases);
        defaultServiceExportTo = List.copyOf(defaultServiceExportTo);
        defaultVirtualServiceExportTo = List.copyOf(defaultVirtualServiceExportTo);
        defaultDestinationRuleExportTo = List.copyOf(defaultDestinationRuleExportTo);
    }

    /// Names of `extensionProviders`; of `tracing` only the first counts.
    public record DefaultProviders(
            List<String> tracing, List<String> metrics, List<String> accessLogging) {
        public static final DefaultProviders NONE =
                new DefaultProviders(List.of(), List.of(), List.of());

        public DefaultProviders {
            tracing = List.copyOf(tracing);
            metrics = List.copyOf(metrics);
            accessLogging = List.copyOf(accessLogging);
        }
    }

    public enum LogEncoding {
        TEXT,
        JSON
    }

    public record PathNormalization(Normalization normalization) {}

    /// `DEFAULT` is `BASE`: dot segments are taken out.
    public enum Normalization {
        DEFAULT,
        NONE,
        BASE,
        MERGE_SLASHES,
        DECODE_AND_MERGE_SLASHES
    }

    /// Of certificates of the mesh, or where a Gateway's server does not say otherwise.
    public record TlsDefaults(
            Gateway.TlsProtocol minProtocolVersion,
            List<String> ecdhCurves,
            List<String> cipherSuites) {
        public TlsDefaults {
            ecdhCurves = List.copyOf(ecdhCurves);
            cipherSuites = List.copyOf(cipherSuites);
        }
    }

    public record DefaultTrafficPolicy(
            Optional<ConnectionPool> connectionPool, Optional<OutlierDetection> outlierDetection) {}
}
