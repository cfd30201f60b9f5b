// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import io.gatehouse.config.istio.MeshConfig;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Istio's rules for the mesh's configuration.
final class MeshConfigValidation {
    private static final Duration LONGEST_CONNECT_TIMEOUT = Duration.ofSeconds(30);

    private static final Pattern OPERATOR = Pattern.compile("%[^%]*%");
    private static final List<String> STATISTICS =
            List.of(
                    "%SERVICE%",
                    "%SERVICE_NAME%",
                    "%SERVICE_FQDN%",
                    "%SERVICE_PORT%",
                    "%SERVICE_PORT_NAME%",
                    "%SUBSET_NAME%");

    private MeshConfigValidation() {}

    /// @param scope of the text's root
    static void validate(Scope scope, MeshConfig mesh) {
        if (!HostNames.isLabel(mesh.rootNamespace())) {
            scope.field("rootNamespace")
                    .invalid(
                            "found %s (expected: a namespace)"
                                    .formatted(Scope.quote(mesh.rootNamespace())));
        }
        trustDomains(scope, mesh);
        mesh.connectTimeout().ifPresent(d -> connectTimeout(scope.field("connectTimeout"), d));
        mesh.dnsRefreshRate().ifPresent(d -> Values.duration(scope.field("dnsRefreshRate"), d));
        mesh.defaultHttpRetryPolicy()
                .ifPresent(r ->
                        HttpRetryValidation.validate(scope.field("defaultHttpRetryPolicy"), r));
        mesh.tlsDefaults().ifPresent(t -> tlsDefaults(scope.field("tlsDefaults"), t));
        mesh.meshMTLS().ifPresent(t -> tlsDefaults(scope.field("meshMTLS"), t));
        mesh.serviceEntryVisibility()
                .ifPresent(v ->
                        ServiceEntryVisibilityValidation.validate(
                                scope.field("serviceEntryVisibility"), v));
        statistics(scope.field("outboundClusterStatName"), mesh.outboundClusterStatName());
        mesh.tcpKeepalive()
                .ifPresent(k -> ConnectionPoolValidation.keepalive(scope.field("tcpKeepalive"), k));
        LocalityValidation localities = new LocalityValidation(true);
        mesh.localityLbSetting()
                .ifPresent(l -> localities.validate(scope.field("localityLbSetting"), l));
        mesh.zoneAwareLbSetting()
                .ifPresent(z -> localities.zoneAware(scope.field("zoneAwareLbSetting"), z));
        mesh.defaultTrafficPolicy()
                .ifPresent(p -> trafficPolicy(scope.field("defaultTrafficPolicy"), p));
        scope.field("discoverySelectors")
                .each(mesh.discoverySelectors(), LabelSelectorValidation::validate);
        exportTo(scope, mesh);
        ExtensionProviderValidation.validate(
                scope.field("extensionProviders"), mesh.extensionProviders());
        LogProviderValidation.meshFormat(scope.field("accessLogFormat"), mesh);
        mesh.defaultConfig()
                .ifPresent(p -> ProxyConfigValidation.validate(scope.field("defaultConfig"), p));
    }

    private static void statistics(Scope scope, String pattern) {
        OPERATOR.matcher(pattern)
                .results()
                .map(MatchResult::group)
                .filter(operator -> !STATISTICS.contains(operator))
                .forEach(operator ->
                        scope.doubtful(
                                "found %s, which stays as it is (expected: %s)"
                                        .formatted(operator, String.join(", ", STATISTICS))));
    }

    private static void trustDomains(Scope scope, MeshConfig mesh) {
        trustDomain(scope.field("trustDomain"), mesh.trustDomain());
        for (int i = 0; i < mesh.trustDomainAliases().size(); i++) {
            trustDomain(
                    scope.field("trustDomainAliases").index(i), mesh.trustDomainAliases().get(i));
        }
    }

    private static void trustDomain(Scope scope, String domain) {
        HostNames.nameProblem(domain).ifPresent(scope::invalid);
    }

    /// What `.` stands for is not known here: any name will do.
    private static void exportTo(Scope scope, MeshConfig mesh) {
        ExportToValidation exportTo = new ExportToValidation(".");
        exportTo.validate(
                scope.field("defaultServiceExportTo"), mesh.defaultServiceExportTo(), true);
        exportTo.validate(
                scope.field("defaultVirtualServiceExportTo"),
                mesh.defaultVirtualServiceExportTo(),
                false);
        exportTo.validate(
                scope.field("defaultDestinationRuleExportTo"),
                mesh.defaultDestinationRuleExportTo(),
                false);
    }

    private static void trafficPolicy(Scope scope, MeshConfig.DefaultTrafficPolicy policy) {
        policy.connectionPool()
                .ifPresent(
                        p -> ConnectionPoolValidation.validate(scope.field("connectionPool"), p));
        policy.outlierDetection()
                .ifPresent(o ->
                        OutlierDetectionValidation.validate(scope.field("outlierDetection"), o));
    }

    private static void connectTimeout(Scope scope, Duration timeout) {
        Values.duration(scope, timeout);
        if (timeout.compareTo(LONGEST_CONNECT_TIMEOUT) > 0) {
            scope.invalid("found more than 30s (expected: 1ms to 30s)");
        }
    }

    private static void tlsDefaults(Scope scope, MeshConfig.TlsDefaults defaults) {
        if (!Set.of("TLS_AUTO", "TLSV1_2", "TLSV1_3")
                .contains(defaults.minProtocolVersion().name())) {
            scope.field("minProtocolVersion")
                    .invalid(
                            "found %s (expected: TLS_AUTO, TLSV1_2 or TLSV1_3)"
                                    .formatted(defaults.minProtocolVersion()));
        }
        TlsSettingsValidation.ciphers(scope.field("cipherSuites"), defaults.cipherSuites());
        TlsSettingsValidation.curves(scope.field("ecdhCurves"), defaults.ecdhCurves());
    }
}
