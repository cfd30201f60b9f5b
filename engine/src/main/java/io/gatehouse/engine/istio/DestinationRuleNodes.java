// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.engine.GroupUpstream;
import io.gatehouse.engine.graph.Derivation;
import io.gatehouse.engine.graph.IncrementalGraph;

/// From DestinationRules to the policy of each upstream.
public final class DestinationRuleNodes {
    /// Of every upstream name, whether the upstream exists or not.
    final Derivation<GroupUpstream, DestinationPolicy> policy;

    public DestinationRuleNodes(IncrementalGraph graph) {
        policy = graph.derivation("destination policy", (_, _) -> DestinationPolicy.NONE);
    }
}
