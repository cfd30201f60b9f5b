// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import io.gatehouse.config.codec.DurationText;
import io.gatehouse.config.istio.ProxyConfig;
import io.gatehouse.config.istio.ProxyHeaders;
import java.util.Optional;
import java.util.Set;

/// Istio's rules for how a gateway's proxy is set up.
final class ProxyConfigValidation {
    private static final Set<String> FALSE = Set.of("0", "f", "F", "false", "False", "FALSE");

    private static final String METADATA = "ISTIO_META_";

    private ProxyConfigValidation() {}

    static void validate(Scope scope, ProxyConfig proxy) {
        proxy.gatewayTopology()
                .ifPresent(topology ->
                        Values.count(
                                scope.field("gatewayTopology").field("numTrustedProxies"),
                                topology.numTrustedProxies()));
        proxy.tracing()
                .ifPresent(t -> TracingProviderValidation.ofProxy(scope.field("tracing"), t));
        proxy.proxyHeaders()
                .flatMap(ProxyHeaders::server)
                .ifPresent(server ->
                        HeaderValidation.plainValue(
                                scope.field("proxyHeaders").field("server").field("value"),
                                server.value()));
        proxy.connectionSettings()
                .ifPresent(settings ->
                        ConnectionSettingsValidation.validate(
                                scope.field("connectionSettings"), settings));
        atStart(scope.field("concurrency"), proxy.concurrency());
        atStart(scope.field("drainDuration"), proxy.drainDuration());
        atStart(scope.field("terminationDrainDuration"), proxy.terminationDrainDuration());
        Scope metadata = scope.field("proxyMetadata");
        proxy.proxyMetadata().forEach((name, value) -> metadata(metadata.entry(name), name, value));
    }

    /// A control plane starts no proxies, but that of `gatehouse run`.
    static void atStart(Scope scope, Optional<?> found) {
        found.ifPresent(_ ->
                scope.saidElsewhere(
                        "it is for the start of proxies: gatehouse run starts its own with it; for a gateway's Pods say it in their annotation %s"
                                .formatted(ProxyConfig.ANNOTATION)));
    }

    private static void metadata(Scope scope, String name, String value) {
        switch (name) {
            case ProxyConfig.HTTP10 -> {
                if (!value.equals("1")) {
                    scope.doubtful(
                            "found %s, so HTTP/1.0 is not answered (expected: \"1\")"
                                    .formatted(Scope.quote(value)));
                }
            }
            case ProxyConfig.IDLE_TIMEOUT -> {
                if (DurationText.parse(value).filter(d -> !d.isNegative()).isEmpty()) {
                    scope.doubtful(
                            "found %s, which is left out (expected: a duration such as 1h)"
                                    .formatted(Scope.quote(value)));
                }
            }
            case ProxyConfig.SELF_DISCOVERY -> {
                if (!ProxyConfig.TRUE.contains(value) && !FALSE.contains(value)) {
                    scope.doubtful(
                            "found %s, which counts as false (expected: true or false)"
                                    .formatted(Scope.quote(value)));
                }
            }
            default ->
                    scope.noEffect(
                            "a gateway's proxy reads only %s, %s and %s%s"
                                    .formatted(
                                            ProxyConfig.HTTP10,
                                            ProxyConfig.IDLE_TIMEOUT,
                                            ProxyConfig.SELF_DISCOVERY,
                                            name.startsWith(METADATA)
                                                    ? "; the patches of an EnvoyFilter may ask for it"
                                                    : ""));
        }
    }
}
