// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.FieldPath;
import io.gatehouse.config.Finding;
import io.gatehouse.config.FindingCode;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.engine.GroupHost;
import io.gatehouse.engine.graph.Evaluation;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// What happens where VirtualServices meet on a host.
record OverlapFindings(OverlapNodes nodes) {

    /// @param hosts on which the object's rules are served
    Set<Finding> find(Evaluation e, ObjectKey object, Set<GroupHost> hosts) {
        Set<Finding> findings = new LinkedHashSet<>();
        for (GroupHost host : hosts) {
            SortedSet<HiddenRules.Hidden> hidden =
                    e.get(nodes.hiddenRules, host)
                            .getOrDefault(object.qualifiedName(), new TreeSet<>());
            for (HiddenRules.Hidden rule : hidden) {
                findings.add(
                        Finding.of(
                                FindingCode.RULE_HIDDEN,
                                object,
                                FieldPath.of("spec.http"),
                                "on host %s, VirtualService %s comes first and its %s takes all requests for %s; among VirtualServices for one host the older comes first"
                                        .formatted(
                                                host.domain(),
                                                rule.by(),
                                                rule.through(),
                                                rule.path())));
            }
            e.get(nodes.widerHost, host)
                    .ifPresent(wider ->
                            findings.add(
                                    Finding.of(
                                            FindingCode.WIDER_HOST_NOT_TRIED,
                                            object,
                                            FieldPath.of("spec.http"),
                                            "what no rule for host %s takes answers 404: the rules for %s are not tried for it; add a rule without match to send the rest somewhere"
                                                    .formatted(host.domain(), wider))));
        }
        return findings;
    }
}
