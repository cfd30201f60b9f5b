// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.status;

import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.gatehouse.HttpPolicy;
import io.gatehouse.config.istio.AttachedObject;
import io.gatehouse.config.istio.DestinationRule;
import io.gatehouse.config.istio.EnvoyFilter;
import io.gatehouse.config.istio.Gateway;
import io.gatehouse.config.istio.MeshConfig;
import io.gatehouse.config.istio.ServiceEntry;
import io.gatehouse.config.istio.VirtualService;
import io.gatehouse.engine.ProxyGroup;
import io.gatehouse.engine.istio.DestinationRuleNodes;
import io.gatehouse.engine.istio.EnvoyFilterSelection;
import io.gatehouse.engine.istio.GatewayNames;
import io.gatehouse.engine.istio.PolicyMatch;
import io.gatehouse.server.ControlPlaneState;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;

/// Which groups of proxies take something of an object. For one thread.
final class ObjectGroups {
    private final ControlPlaneState state;
    private final Map<String, ProxyGroup> groups;
    private final UpstreamHosts hosts;
    private Optional<Map<ObjectKey, Set<VirtualService>>> delegating = Optional.empty();
    private Optional<MeshConfig> mesh = Optional.empty();

    ObjectGroups(ControlPlaneState state, Map<String, ProxyGroup> groups, UpstreamHosts hosts) {
        this.state = state;
        this.groups = groups;
        this.hosts = hosts;
    }

    SortedSet<String> of(ConfigObject object) {
        return switch (object) {
            case Gateway gateway -> where(group -> group.matches(gateway.spec().selector()));
            case VirtualService virtualService -> of(virtualService);
            case DestinationRule rule ->
                    where(group -> hosts.has(group.name(), DestinationRuleNodes.host(rule)));
            case ServiceEntry entry ->
                    where(group ->
                            entry.spec().hosts().stream()
                                    .anyMatch(host -> hosts.has(group.name(), host)));
            case AttachedObject policy ->
                    where(group -> PolicyMatch.holds(policy, group, mesh().rootNamespace()));
            case HttpPolicy policy -> of(policy);
            case EnvoyFilter filter ->
                    where(group -> EnvoyFilterSelection.selects(filter, group, mesh()));
            default -> new TreeSet<>();
        };
    }

    /// Read when first asked for.
    private MeshConfig mesh() {
        if (mesh.isEmpty()) {
            mesh = Optional.of(state.mesh());
        }
        return mesh.get();
    }

    private SortedSet<String> of(VirtualService virtualService) {
        SortedSet<String> all = new TreeSet<>(ofGateways(virtualService));
        if (virtualService.spec().hosts().isEmpty()) {
            delegating()
                    .getOrDefault(virtualService.key(), Set.of())
                    .forEach(root -> all.addAll(ofGateways(root)));
        }
        return all;
    }

    private SortedSet<String> of(HttpPolicy policy) {
        String namespace = policy.metadata().namespace();
        if (policy.spec().targetRefs().isEmpty()) {
            boolean ofAll = namespace.equals(mesh().rootNamespace());
            return where(group ->
                    (ofAll || group.namespace().equals(namespace))
                            && policy.spec().selector().stream()
                                    .allMatch(selector -> group.matches(selector.matchLabels())));
        }
        SortedSet<String> all = new TreeSet<>();
        policy.spec().targetRefs().stream()
                .flatMap(target -> target.key(namespace).stream())
                .flatMap(target -> state.find(target).stream())
                .forEach(target -> all.addAll(of(target)));
        return all;
    }

    private SortedSet<String> ofGateways(VirtualService virtualService) {
        SortedSet<String> all = new TreeSet<>();
        List<String> names = virtualService.spec().gateways();
        for (String name : names) {
            GatewayNames.resolve(name, virtualService.metadata().namespace())
                    .flatMap(state::find)
                    .ifPresent(gateway -> all.addAll(of(gateway)));
        }
        return all;
    }

    private SortedSet<String> where(Predicate<ProxyGroup> condition) {
        SortedSet<String> names = new TreeSet<>();
        groups.values().stream().filter(condition).forEach(group -> names.add(group.name()));
        return names;
    }

    /// The VirtualServices that name each delegate; looked up when first asked for.
    private Map<ObjectKey, Set<VirtualService>> delegating() {
        if (delegating.isEmpty()) {
            Map<ObjectKey, Set<VirtualService>> found = new HashMap<>();
            for (ConfigObject object : state.list(Kind.VIRTUAL_SERVICE)) {
                if (object instanceof VirtualService root) {
                    delegates(root, found);
                }
            }
            delegating = Optional.of(found);
        }
        return delegating.get();
    }

    private static void delegates(VirtualService root, Map<ObjectKey, Set<VirtualService>> found) {
        root.spec().http().stream()
                .flatMap(route -> route.delegate().stream())
                .map(delegate ->
                        new ObjectKey(
                                Kind.VIRTUAL_SERVICE,
                                delegate.namespace().isEmpty()
                                        ? root.metadata().namespace()
                                        : delegate.namespace(),
                                delegate.name()))
                .forEach(key -> found.computeIfAbsent(key, _ -> new HashSet<>()).add(root));
    }
}
