// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.listener;

import com.google.protobuf.Any;
import io.envoyproxy.envoy.config.listener.v3.Filter;
import io.envoyproxy.envoy.extensions.filters.network.ext_authz.v3.ExtAuthz;
import io.envoyproxy.envoy.extensions.filters.network.rbac.v3.RBAC;
import io.gatehouse.envoy.PolicyName;
import io.gatehouse.envoy.PolicySource;
import io.gatehouse.envoy.program.ProgramFilters;
import io.gatehouse.routing.PolicyStage;
import io.gatehouse.routing.ProgramStep;
import io.gatehouse.routing.ProgramStep.Phase;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/// The network filters of policies and programs, in the order in which a connection meets them.
/// Their configuration is delivered by itself.
final class ConnectionPolicies {
    private static final String RULES = Any.pack(RBAC.getDefaultInstance()).getTypeUrl();
    private static final String CHECK = Any.pack(ExtAuthz.getDefaultInstance()).getTypeUrl();

    private ConnectionPolicies() {}

    static List<Filter> filters(Set<PolicyStage> stages, List<ProgramStep> programs) {
        List<Filter> filters = new ArrayList<>(filters(stages, stage -> !decides(stage)));
        filters.addAll(filters(programs, EnumSet.of(Phase.BEFORE_TOKENS, Phase.BEFORE_ACCESS)));
        filters.addAll(filters(stages, ConnectionPolicies::decides));
        filters.addAll(filters(programs, EnumSet.of(Phase.AFTER_ACCESS, Phase.LAST)));
        return filters;
    }

    private static List<Filter> filters(Set<PolicyStage> stages, Predicate<PolicyStage> which) {
        return stages.stream().filter(which).sorted().map(ConnectionPolicies::filter).toList();
    }

    private static List<Filter> filters(List<ProgramStep> programs, Set<Phase> phases) {
        return programs.stream()
                .filter(step -> phases.contains(step.phase()))
                .map(ProgramFilters::ofConnections)
                .toList();
    }

    /// Whether it is decided there who is let in, and nobody is asked.
    private static boolean decides(PolicyStage stage) {
        return stage.compareTo(PolicyStage.CONNECTION_NOTES) >= 0;
    }

    private static Filter filter(PolicyStage stage) {
        return Filter.newBuilder()
                .setName(PolicyName.of(stage))
                .setConfigDiscovery(
                        PolicySource.of(stage == PolicyStage.CONNECTION_CHECK ? CHECK : RULES))
                .build();
    }
}
