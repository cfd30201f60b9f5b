// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.listener;

import com.google.protobuf.Any;
import io.envoyproxy.envoy.config.listener.v3.Filter;
import io.envoyproxy.envoy.extensions.filters.network.ext_authz.v3.ExtAuthz;
import io.envoyproxy.envoy.extensions.filters.network.rbac.v3.RBAC;
import io.gatehouse.envoy.PolicyName;
import io.gatehouse.envoy.PolicySource;
import io.gatehouse.routing.PolicyStage;
import java.util.List;
import java.util.Set;

/// The network filters of policies, in the order in which a connection meets them. Their
/// configuration is delivered by itself.
final class ConnectionPolicies {
    private static final String RULES = Any.pack(RBAC.getDefaultInstance()).getTypeUrl();
    private static final String CHECK = Any.pack(ExtAuthz.getDefaultInstance()).getTypeUrl();

    private ConnectionPolicies() {}

    static List<Filter> filters(Set<PolicyStage> stages) {
        return stages.stream().sorted().map(ConnectionPolicies::filter).toList();
    }

    private static Filter filter(PolicyStage stage) {
        return Filter.newBuilder()
                .setName(PolicyName.of(stage))
                .setConfigDiscovery(
                        PolicySource.of(stage == PolicyStage.CONNECTION_CHECK ? CHECK : RULES))
                .build();
    }
}
