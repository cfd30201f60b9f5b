// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.kubernetes.source;

import io.gatehouse.config.ConfigEvent;
import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.gatehouse.HttpPolicy;
import io.gatehouse.config.istio.MeshConfig;
import io.gatehouse.engine.istio.CredentialCandidates;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// Which Secrets and ConfigMaps are needed: those that some object names, and the mesh's
/// configuration. Not thread-safe.
final class CredentialDemand {
    private static final ObjectKey MESH =
            new ObjectKey(
                    Kind.CONFIG_MAP, MeshConfig.DEFAULT_ROOT_NAMESPACE, MeshConfig.CONFIG_MAP);

    private static final Set<Kind> NAMING =
            EnumSet.of(
                    Kind.GATEWAY, Kind.DESTINATION_RULE, Kind.TRAFFIC_EXTENSION, Kind.WASM_PLUGIN);

    private record Mention(ConfigObject by, SortedSet<ObjectKey> candidates) {}

    private final Map<ObjectKey, Mention> mentions = new HashMap<>();
    private final Map<ObjectKey, Integer> counts = new HashMap<>();
    private final SortedSet<ObjectKey> changed = new TreeSet<>();
    private Set<String> gatewayNamespaces;

    CredentialDemand(Set<String> gatewayNamespaces) {
        this.gatewayNamespaces = Set.copyOf(gatewayNamespaces);
        count(Set.of(MESH), 1);
    }

    boolean isNeeded(ObjectKey key) {
        return counts.containsKey(key);
    }

    void learn(ConfigEvent event) {
        switch (event) {
            case ConfigEvent.Upsert(ConfigObject object) -> put(object);
            case ConfigEvent.Delete(ObjectKey key) -> remove(key);
            case ConfigEvent.Findings _ -> {}
        }
    }

    void gatewayNamespaces(Set<String> namespaces) {
        gatewayNamespaces = Set.copyOf(namespaces);
        mentions.values().stream().map(Mention::by).toList().forEach(this::put);
    }

    /// What has become needed since the last time, or has ceased to be.
    SortedSet<ObjectKey> drain() {
        SortedSet<ObjectKey> drained = new TreeSet<>(changed);
        changed.clear();
        return drained;
    }

    /// One that names nothing in these namespaces may do so in others.
    private void put(ConfigObject object) {
        SortedSet<ObjectKey> candidates;
        if (object instanceof HttpPolicy policy) {
            candidates = policy.texts();
            candidates.addAll(policy.secrets());
        } else if (NAMING.contains(object.kind())) {
            candidates = CredentialCandidates.of(object, gatewayNamespaces);
        } else {
            return;
        }
        count(candidates, 1);
        remove(object.key());
        mentions.put(object.key(), new Mention(object, candidates));
    }

    private void remove(ObjectKey key) {
        Mention before = mentions.remove(key);
        if (before != null) {
            count(before.candidates, -1);
        }
    }

    private void count(Set<ObjectKey> candidates, int change) {
        for (ObjectKey key : candidates) {
            int before = counts.getOrDefault(key, 0);
            int now = before + change;
            if (now == 0) {
                counts.remove(key);
            } else {
                counts.put(key, now);
            }
            if (before == 0 || now == 0) {
                changed.add(key);
            }
        }
    }
}
