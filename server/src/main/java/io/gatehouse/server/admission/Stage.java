// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.admission;

import io.gatehouse.config.ConfigEvent;
import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.Finding;
import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.discovery.NamespaceSelection;
import io.gatehouse.config.istio.EnvoyFilter;
import io.gatehouse.engine.ProxyGroup;
import io.gatehouse.engine.RoutingGraph;
import io.gatehouse.server.ControlPlaneState;
import io.gatehouse.server.PatchFindings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.pcollections.TreePMap;

/// A graph on which objects are tried out: all that the control plane knows, and for a moment one
/// object in another version. For one thread.
final class Stage {
    private final RoutingGraph routing = new RoutingGraph();
    private final NamespaceSelection selection = new NamespaceSelection();
    private ControlPlaneState state = new ControlPlaneState(TreePMap.empty(), List.of());
    private List<ProxyGroup> connected = List.of();
    private Set<SortedMap<String, String>> selectors = Set.of();
    private SortedMap<String, ProxyGroup> groups = new TreeMap<>();

    /// Takes over what has changed.
    @SuppressWarnings("ReferenceEquality") // the same, not an equal one
    void follow(ControlPlaneState now, Collection<ProxyGroup> proxies, Instant time) {
        routing.clock.set(time);
        Set<Kind> changed = new HashSet<>();
        if (now.objects() != state.objects()) {
            SnapshotChanges.tell(
                    state.objects(),
                    now.objects(),
                    event -> {
                        routing.tables.apply(event);
                        selection.learn(event);
                        changed.add(kind(event));
                    });
        }
        state = now;
        List<ProxyGroup> were = connected;
        connected = List.copyOf(proxies);
        if (!connected.equals(were)
                || changed.contains(Kind.POD)
                || changed.contains(Kind.GATEWAY)) {
            selectors = GatewayWorkloads.selectors(state.list(Kind.GATEWAY).stream());
            regroup();
        }
    }

    boolean reads(String namespace) {
        return selection.selects(namespace);
    }

    /// What there is to say of each version; afterwards, all is as it was.
    List<List<Finding>> tryOut(List<ConfigObject> versions) {
        List<List<Finding>> findings = new ArrayList<>();
        for (ConfigObject version : versions) {
            findings.add(tryOut(version));
        }
        return findings;
    }

    private List<Finding> tryOut(ConfigObject version) {
        ObjectKey key = version.key();
        Set<SortedMap<String, String>> own = GatewayWorkloads.selectors(Stream.of(version));
        if (!selectors.containsAll(own)) {
            Set<SortedMap<String, String>> all = new HashSet<>(selectors);
            all.addAll(own);
            selectors = all;
            regroup();
        }
        routing.tables.upsert(version);
        try {
            return Stream.concat(routing.findings(key).stream(), ofPatches(version)).toList();
        } finally {
            state.find(key)
                    .ifPresentOrElse(routing.tables::upsert, () -> routing.tables.delete(key));
        }
    }

    private static Stream<Finding> ofPatches(ConfigObject version) {
        return version instanceof EnvoyFilter filter
                ? PatchFindings.ofValues(filter).stream()
                : Stream.empty();
    }

    private void regroup() {
        SortedMap<String, ProxyGroup> now = GatewayWorkloads.groups(connected, state, selectors);
        groups.keySet().stream()
                .filter(name -> !now.containsKey(name))
                .forEach(routing.groups::remove);
        now.forEach(routing.groups::put);
        groups = now;
    }

    private static Kind kind(ConfigEvent event) {
        return switch (event) {
            case ConfigEvent.Upsert(ConfigObject object) -> object.kind();
            case ConfigEvent.Delete(ObjectKey key) -> key.kind();
            case ConfigEvent.Findings _ -> throw new IllegalStateException("no object: " + event);
        };
    }
}
