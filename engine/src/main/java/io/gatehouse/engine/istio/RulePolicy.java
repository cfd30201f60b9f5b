// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.FieldPath;
import io.gatehouse.config.istio.ClientTlsSettings;
import io.gatehouse.config.istio.DestinationRule;
import io.gatehouse.config.istio.DestinationRule.Subset;
import io.gatehouse.config.istio.OutlierDetection;
import io.gatehouse.config.istio.TrafficPolicy;
import io.gatehouse.config.istio.TrafficPolicy.PortTrafficPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// One place of a DestinationRule that says how a part of its host is spoken to.
///
/// @param subset absent where it is said for the host as a whole
record RulePolicy(
        FieldPath field,
        Optional<Subset> subset,
        Optional<ClientTlsSettings> tls,
        Optional<OutlierDetection> outlierDetection) {

    /// @param ofHost whether the host's policy counts, which that of another rule may stand before
    /// @param counts whether a subset does
    static List<RulePolicy> of(DestinationRule rule, boolean ofHost, Predicate<Subset> counts) {
        List<RulePolicy> policies = new ArrayList<>();
        FieldPath spec = FieldPath.of("spec");
        if (ofHost) {
            add(
                    policies,
                    spec.field("trafficPolicy"),
                    Optional.empty(),
                    rule.spec().trafficPolicy());
        }
        List<Subset> subsets = rule.spec().subsets();
        for (int i = 0; i < subsets.size(); i++) {
            if (counts.test(subsets.get(i))) {
                add(
                        policies,
                        spec.field("subsets").index(i).field("trafficPolicy"),
                        Optional.of(subsets.get(i)),
                        subsets.get(i).trafficPolicy());
            }
        }
        return policies;
    }

    private static void add(
            List<RulePolicy> policies,
            FieldPath field,
            Optional<Subset> subset,
            Optional<TrafficPolicy> given) {
        given.ifPresent(policy -> {
            policies.add(new RulePolicy(field, subset, policy.tls(), policy.outlierDetection()));
            List<PortTrafficPolicy> ports = policy.portLevelSettings();
            for (int i = 0; i < ports.size(); i++) {
                policies.add(
                        new RulePolicy(
                                field.field("portLevelSettings").index(i),
                                subset,
                                ports.get(i).tls(),
                                ports.get(i).outlierDetection()));
            }
        });
    }
}
