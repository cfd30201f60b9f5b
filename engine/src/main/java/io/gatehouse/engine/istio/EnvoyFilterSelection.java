// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import com.google.re2j.Pattern;
import io.gatehouse.config.istio.EnvoyFilter;
import io.gatehouse.config.istio.EnvoyFilter.ProxyMatch;
import io.gatehouse.config.istio.EnvoyFilter.TargetReference;
import io.gatehouse.config.istio.MeshConfig;
import io.gatehouse.engine.Precedence;
import io.gatehouse.engine.ProxyGroup;
import java.util.Comparator;
import java.util.Map;

/// Which proxies an EnvoyFilter is for, and what order several are in, as in Istio: those of the
/// root namespace are for all, others for the proxies of their own.
public final class EnvoyFilterSelection {
    /// Gatehouse speaks the API of this version, for proxies that do not say one themselves.
    private static final String SPOKEN_VERSION = "1.31.0";

    private static final String METADATA = "ISTIO_META_";
    private static final String VERSION = "ISTIO_VERSION";
    private static final String GATEWAY_LABEL = "gateway.networking.k8s.io/gateway-name";
    private static final String GATEWAY_GROUP = "gateway.networking.k8s.io";
    private static final String GATEWAY_KIND = "Gateway";

    private EnvoyFilterSelection() {}

    public static boolean selects(EnvoyFilter filter, ProxyGroup group, MeshConfig mesh) {
        return isNear(filter, group, mesh)
                && filter.spec()
                        .workloadSelector()
                        .filter(selector -> !group.matches(selector.labels()))
                        .isEmpty()
                && (filter.spec().targetRefs().isEmpty() || isTarget(filter, group));
    }

    static boolean isNear(EnvoyFilter filter, ProxyGroup group, MeshConfig mesh) {
        String namespace = filter.metadata().namespace();
        return namespace.equals(mesh.rootNamespace()) || namespace.equals(group.namespace());
    }

    /// A Gateway of the Gateway API has a workload of its own, whose label names it.
    private static boolean isTarget(EnvoyFilter filter, ProxyGroup group) {
        return group.namespace().equals(filter.metadata().namespace())
                && filter.spec().targetRefs().stream()
                        .filter(EnvoyFilterSelection::isGateway)
                        .anyMatch(
                                target -> target.name().equals(group.labels().get(GATEWAY_LABEL)));
    }

    private static boolean isGateway(TargetReference target) {
        return target.group().equals(GATEWAY_GROUP) && target.kind().equals(GATEWAY_KIND);
    }

    /// Whether a patch is for proxies of that version and with that metadata.
    static boolean isFor(ProxyMatch match, ProxyGroup group, MeshConfig mesh) {
        Map<String, String> variables = group.proxyConfig(mesh).proxyMetadata();
        String version = variables.getOrDefault(METADATA + VERSION, SPOKEN_VERSION);
        return (match.proxyVersion().isEmpty()
                        || Pattern.compile(match.proxyVersion()).matcher(version).find())
                && match.metadata().entrySet().stream()
                        .allMatch(entry ->
                                entry.getValue()
                                        .equals(
                                                entry.getKey().equals(VERSION)
                                                        ? version
                                                        : variables.get(
                                                                METADATA + entry.getKey())));
    }

    /// What is applied first.
    static Comparator<EnvoyFilter> order(MeshConfig mesh) {
        return Comparator.<EnvoyFilter>comparingInt(filter -> filter.spec().priority())
                .thenComparing(
                        filter -> !filter.metadata().namespace().equals(mesh.rootNamespace()))
                .thenComparing(Precedence.OLDEST_FIRST);
    }
}
