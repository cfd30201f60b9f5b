// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.Finding;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.routing.ServerChain;
import java.util.List;
import java.util.Optional;

/// What happens to the connections of a port, and whose connections others have taken.
record PortChains(List<ServerChain> chains, List<Finding> findings) {
    PortChains {
        chains = List.copyOf(chains);
        findings = List.copyOf(findings);
    }

    List<Finding> findingsOf(ObjectKey object) {
        return findings.stream().filter(f -> f.object().equals(Optional.of(object))).toList();
    }
}
