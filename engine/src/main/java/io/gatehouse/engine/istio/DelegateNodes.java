// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.istio.Delegate;
import io.gatehouse.config.istio.HttpRoute;
import io.gatehouse.config.istio.VirtualService;
import io.gatehouse.engine.ConfigTables;
import io.gatehouse.engine.core.Visibility;
import io.gatehouse.engine.graph.Derivation;
import io.gatehouse.engine.graph.Evaluation;
import io.gatehouse.engine.graph.IncrementalGraph;
import io.gatehouse.engine.graph.Index;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.stream.Collectors;

/// VirtualServices with the rules of their delegates.
final class DelegateNodes {
    /// The rules of a VirtualService that has hosts; empty for a delegate.
    final Derivation<ObjectKey, HttpRules> rules;

    private final ConfigTables tables;
    private final MeshNodes mesh;
    private final Index<ObjectKey, ObjectKey> rootsOfDelegate;

    DelegateNodes(IncrementalGraph graph, ConfigTables tables, MeshNodes mesh) {
        this.tables = tables;
        this.mesh = mesh;
        rules = graph.derivation("rules with delegates", this::rules);
        rootsOfDelegate =
                graph.index("roots of delegate", tables.virtualServices, this::delegatesOf);
    }

    /// The VirtualServices that name this one as a delegate.
    SortedSet<ObjectKey> roots(Evaluation e, ObjectKey delegate) {
        return e.members(rootsOfDelegate, delegate);
    }

    private Set<ObjectKey> delegatesOf(Evaluation e, ObjectKey key) {
        return e.read(tables.virtualServices, key).stream()
                .flatMap(virtualService -> virtualService.spec().http().stream())
                .flatMap(route -> route.delegate().stream())
                .map(delegate -> key(delegate, key.namespace()))
                .collect(Collectors.toSet());
    }

    private HttpRules rules(Evaluation e, ObjectKey key) {
        Optional<VirtualService> found =
                e.read(tables.virtualServices, key).filter(v -> !v.spec().hosts().isEmpty());
        if (found.isEmpty()) {
            return HttpRules.NONE;
        }
        DelegateResolution resolution =
                new DelegateResolution(
                        key,
                        delegate -> e.read(tables.virtualServices, delegate),
                        delegate -> exportedTo(e, delegate, key.namespace()));
        List<HttpRoute> own = found.get().spec().http();
        for (int i = 0; i < own.size(); i++) {
            resolution.add(i, own.get(i));
        }
        return resolution.rules();
    }

    private boolean exportedTo(Evaluation e, VirtualService delegate, String namespace) {
        return Visibility.of(mesh.of(e), delegate).includes(namespace);
    }

    static ObjectKey key(Delegate delegate, String namespace) {
        return new ObjectKey(
                Kind.VIRTUAL_SERVICE,
                delegate.namespace().isEmpty() ? namespace : delegate.namespace(),
                delegate.name());
    }
}
