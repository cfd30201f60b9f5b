// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import io.gatehouse.config.istio.MeshConfig;
import java.time.Duration;
import java.util.Set;

/// Istio's rules for the mesh's configuration.
final class MeshConfigValidation {
    private static final Duration LONGEST_CONNECT_TIMEOUT = Duration.ofSeconds(30);

    private MeshConfigValidation() {}

    /// @param scope of the text's root
    static void validate(Scope scope, MeshConfig mesh) {
        if (!HostNames.isLabel(mesh.rootNamespace())) {
            scope.field("rootNamespace")
                    .invalid(
                            "found %s (expected: a namespace)"
                                    .formatted(Scope.quote(mesh.rootNamespace())));
        }
        mesh.connectTimeout().ifPresent(d -> connectTimeout(scope.field("connectTimeout"), d));
        mesh.dnsRefreshRate().ifPresent(d -> Values.duration(scope.field("dnsRefreshRate"), d));
        mesh.defaultHttpRetryPolicy()
                .ifPresent(r ->
                        HttpRetryValidation.validate(scope.field("defaultHttpRetryPolicy"), r));
        mesh.tlsDefaults().ifPresent(t -> tlsDefaults(scope.field("tlsDefaults"), t));
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
    }
}
