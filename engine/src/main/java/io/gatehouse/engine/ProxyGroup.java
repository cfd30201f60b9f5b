// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine;

import io.gatehouse.config.istio.MeshConfig;
import io.gatehouse.config.istio.ProxyConfig;
import io.gatehouse.routing.Placement;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// All proxies that must be given the same configuration.
///
/// @param name as the proxies' streams are told apart
/// @param namespace of the gateway workload
/// @param labels of the workload's pods, by which Gateways select it
/// @param bind where servers without `bind` listen, such as `0.0.0.0`
/// @param placement where the proxies run
/// @param node of Kubernetes that they all run on; empty where there is none or more than one
/// @param proxyConfig the workload's own, with the variables `ISTIO_META_…` of its container among
///   `proxyMetadata`; absent means the mesh's
/// @param systemRoots the file with the certificates of public CAs on the proxies' machine, where
///   one is known
/// @param known whether the proxies have proved who they are; others are given no secrets
public record ProxyGroup(
        String name,
        String namespace,
        SortedMap<String, String> labels,
        String bind,
        Placement placement,
        String node,
        Optional<ProxyConfig> proxyConfig,
        Optional<String> systemRoots,
        boolean known) {
    public ProxyGroup {
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    }

    /// What tells pods of one workload apart, and Gateways do not select by.
    private static final Set<String> LABELS_OF_ONE_POD =
            Set.of(
                    "apps.kubernetes.io/pod-index",
                    "controller-revision-hash",
                    "pod-template-hash",
                    "statefulset.kubernetes.io/pod-name");

    /// Of a pod's labels, those that all pods of its workload have.
    public static SortedMap<String, String> workloadLabels(Map<String, String> podLabels) {
        SortedMap<String, String> labels = new TreeMap<>(podLabels);
        labels.keySet().removeAll(LABELS_OF_ONE_POD);
        return labels;
    }

    /// A group of which no more is known.
    public ProxyGroup(
            String name, String namespace, SortedMap<String, String> labels, String bind) {
        this(
                name,
                namespace,
                labels,
                bind,
                Placement.UNKNOWN,
                "",
                Optional.empty(),
                Optional.empty(),
                true);
    }

    public ProxyGroup named(String newName) {
        return new ProxyGroup(
                newName, namespace, labels, bind, placement, node, proxyConfig, systemRoots, known);
    }

    /// The workload's own settings over the mesh's.
    public ProxyConfig proxyConfig(MeshConfig mesh) {
        ProxyConfig defaults = mesh.defaultConfig().orElse(ProxyConfig.DEFAULT);
        return proxyConfig.map(own -> own.over(defaults)).orElse(defaults);
    }

    /// Whether all of the selector's labels are there; an empty selector matches.
    public boolean matches(Map<String, String> selector) {
        return labels.entrySet().containsAll(selector.entrySet());
    }
}
