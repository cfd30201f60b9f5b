// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.admission;

import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.Kind;
import io.gatehouse.config.core.Pod;
import io.gatehouse.config.istio.Gateway;
import io.gatehouse.engine.ProxyGroup;
import io.gatehouse.server.ControlPlaneState;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Who would serve Gateways. Besides the proxies that are connected, which are other ones at each
/// replica, these are the pods that some Gateway selects.
final class GatewayWorkloads {
    private static final String ALL_ADDRESSES = "0.0.0.0";

    private GatewayWorkloads() {}

    /// What Gateways select by; not those that select everything.
    static Set<SortedMap<String, String>> selectors(Stream<? extends ConfigObject> objects) {
        return objects.filter(Gateway.class::isInstance)
                .map(gateway -> ((Gateway) gateway).spec().selector())
                .filter(selector -> !selector.isEmpty())
                .collect(Collectors.toSet());
    }

    /// By name.
    static SortedMap<String, ProxyGroup> groups(
            Collection<ProxyGroup> connected,
            ControlPlaneState state,
            Set<SortedMap<String, String>> selectors) {
        SortedMap<String, ProxyGroup> groups = new TreeMap<>();
        connected.forEach(group -> groups.put(group.name(), group));
        Set<String> places =
                connected.stream().map(GatewayWorkloads::place).collect(Collectors.toSet());
        List<ConfigObject> pods = state.list(Kind.POD);
        for (ConfigObject object : pods) {
            if (object instanceof Pod pod && isSelected(pod.metadata().labels(), selectors)) {
                ProxyGroup group = group(pod);
                if (!places.contains(place(group))) {
                    groups.put(group.name(), group);
                }
            }
        }
        return groups;
    }

    private static boolean isSelected(
            Map<String, String> labels, Set<SortedMap<String, String>> selectors) {
        return selectors.stream()
                .anyMatch(selector -> labels.entrySet().containsAll(selector.entrySet()));
    }

    private static ProxyGroup group(Pod pod) {
        SortedMap<String, String> labels = ProxyGroup.workloadLabels(pod.metadata().labels());
        String namespace = pod.metadata().namespace();
        return new ProxyGroup("pods " + namespace + labels, namespace, labels, ALL_ADDRESSES);
    }

    private static String place(ProxyGroup group) {
        return group.namespace() + group.labels();
    }
}
