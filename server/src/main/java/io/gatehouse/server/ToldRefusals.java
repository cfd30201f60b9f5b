// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server;

import io.gatehouse.config.Finding;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.xds.ConnectedProxy;
import io.gatehouse.xds.Refusal;
import io.gatehouse.xds.Refusal.RefusedResource;
import io.gatehouse.xds.ResourceName;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/// What there is to say of proxies that refuse: for each one, the newest of what it refused, until
/// it has taken everything or is gone. Safe for use by any thread.
final class ToldRefusals {
    private static final int OF_ONE_PROXY = 100;

    private final BiConsumer<String, List<Finding>> sink;
    private final Map<Long, Map<List<ResourceName>, Told>> proxies = new HashMap<>();

    private static final class Told {
        private final ConnectedProxy proxy;
        private final Refusal refusal;
        private final Collection<ObjectKey> patching;
        private final Set<RefusedResource> disputed = new HashSet<>();

        Told(ConnectedProxy proxy, Refusal refusal, Collection<ObjectKey> patching) {
            this.proxy = proxy;
            this.refusal = refusal;
            this.patching = patching;
        }

        List<Finding> findings() {
            boolean good =
                    !disputed.isEmpty()
                            && refusal.resources().stream().allMatch(disputed::contains);
            return RefusalFindings.of(proxy, refusal, patching, good);
        }
    }

    /// @param sink told who says what, from the thread that calls
    ToldRefusals(BiConsumer<String, List<Finding>> sink) {
        this.sink = sink;
    }

    /// @param patching the objects whose patches are part of what was refused
    synchronized void refused(
            ConnectedProxy proxy, Refusal refusal, Collection<ObjectKey> patching) {
        Map<List<ResourceName>, Told> told =
                proxies.computeIfAbsent(proxy.stream(), _ -> new LinkedHashMap<>());
        List<ResourceName> names = refusal.resources().stream().map(RefusedResource::name).toList();
        told.remove(names);
        told.put(names, new Told(proxy, refusal, patching));
        if (told.size() > OF_ONE_PROXY) {
            told.remove(told.keySet().iterator().next());
        }
        tell(proxy, told);
    }

    /// An Envoy of ours takes what the proxy refused.
    synchronized void disputed(ConnectedProxy proxy, RefusedResource resource) {
        Map<List<ResourceName>, Told> told = proxies.getOrDefault(proxy.stream(), Map.of());
        told.values().stream()
                .filter(one -> one.refusal.resources().contains(resource))
                .forEach(one -> one.disputed.add(resource));
        if (!told.isEmpty()) {
            tell(proxy, told);
        }
    }

    synchronized void forget(ConnectedProxy proxy) {
        if (proxies.remove(proxy.stream()) != null) {
            sink.accept(origin(proxy), List.of());
        }
    }

    private void tell(ConnectedProxy proxy, Map<List<ResourceName>, Told> told) {
        sink.accept(
                origin(proxy),
                told.values().stream().flatMap(it -> it.findings().stream()).toList());
    }

    private static String origin(ConnectedProxy proxy) {
        return "stream " + proxy.stream();
    }
}
