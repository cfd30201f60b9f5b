// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine;

import io.gatehouse.engine.graph.Evaluation;
import io.gatehouse.engine.graph.IncrementalGraph;
import io.gatehouse.engine.graph.Index;
import io.gatehouse.engine.graph.Table;
import java.util.Set;
import java.util.SortedSet;

/// Groups of proxies by the namespace of their workload.
public final class GroupNamespaces {
    private final Index<String, String> ofNamespace;
    private final Index<String, Boolean> all;

    public GroupNamespaces(IncrementalGraph graph, Table<String, ProxyGroup> groups) {
        ofNamespace =
                graph.index(
                        "groups of namespace",
                        groups,
                        (e, name) ->
                                e.read(groups, name)
                                        .map(group -> Set.of(group.namespace()))
                                        .orElse(Set.of()));
        all = graph.index("groups that policies may be for", groups, (_, _) -> Set.of(true));
    }

    public SortedSet<String> of(Evaluation e, String namespace) {
        return e.members(ofNamespace, namespace);
    }

    public SortedSet<String> all(Evaluation e) {
        return e.members(all, true);
    }
}
