// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.core;

import io.gatehouse.config.Finding;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.engine.ConfigTables;
import io.gatehouse.engine.graph.IncrementalGraph;
import io.gatehouse.engine.graph.Output;
import java.util.List;

/// What there is to say about each Service, ServiceEntry and WorkloadEntry.
public final class RegistryFindingNodes {
    private final List<Output<ObjectKey, List<Finding>>> outputs;

    public RegistryFindingNodes(
            IncrementalGraph graph, ConfigTables tables, ServiceNodes services) {
        ServiceFindings ofService = new ServiceFindings(tables, services.hosts);
        ServiceEntryFindings ofEntry = new ServiceEntryFindings(tables, services);
        WorkloadEntryFindings ofWorkload =
                new WorkloadEntryFindings(tables, new SelectorNodes(graph, tables));
        outputs =
                List.of(
                        graph.output(
                                tables.services,
                                graph.derivation("service findings", ofService::find)),
                        graph.output(
                                tables.serviceEntries,
                                graph.derivation("service entry findings", ofEntry::find)),
                        graph.output(
                                tables.workloadEntries,
                                graph.derivation("workload entry findings", ofWorkload::find)));
    }

    public List<Output<ObjectKey, List<Finding>>> outputs() {
        return outputs;
    }
}
