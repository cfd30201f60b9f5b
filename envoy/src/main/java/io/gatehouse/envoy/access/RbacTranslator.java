// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.access;

import com.google.protobuf.Message;
import io.envoyproxy.envoy.config.rbac.v3.Policy;
import io.envoyproxy.envoy.config.rbac.v3.RBAC;
import io.envoyproxy.envoy.config.rbac.v3.RBAC.Action;
import io.gatehouse.routing.AccessRule;
import io.gatehouse.routing.AccessRules;
import io.gatehouse.routing.CheckSelection;
import java.util.List;
import java.util.Optional;

/// Rules as the configuration of Envoy's RBAC filter, for requests or for connections. What is only
/// counted goes by the names of Istio's statistics.
final class RbacTranslator {
    /// Before the keys under which the filter notes which rule selects.
    static final String SELECTION_PREFIX = "istio_ext_authz_";

    private RbacTranslator() {}

    static Message translate(AccessRules rules) {
        return RbacFilter.of(
                rules.stage().ofConnections(),
                rules.applied().map(applied -> rbac(rules.decision(), applied)),
                rules.rehearsed().map(rehearsed -> rbac(rules.decision(), rehearsed)),
                Rehearsal.prefix(rules.decision()));
    }

    /// Only notes what it selects.
    static Message translate(CheckSelection selection) {
        return RbacFilter.of(
                selection.stage().ofConnections(),
                Optional.empty(),
                Optional.of(rbac(AccessRules.Decision.REFUSE, selection.rules())),
                SELECTION_PREFIX);
    }

    private static RBAC rbac(AccessRules.Decision decision, List<AccessRule> rules) {
        RBAC.Builder rbac = RBAC.newBuilder().setAction(action(decision));
        rules.forEach(rule ->
                rbac.putPolicies(
                        rule.name(),
                        Policy.newBuilder()
                                .addPermissions(PermissionTranslator.translate(rule.request()))
                                .addPrincipals(PrincipalTranslator.translate(rule.caller()))
                                .build()));
        return rbac.build();
    }

    private static Action action(AccessRules.Decision decision) {
        return switch (decision) {
            case NOTE -> Action.LOG;
            case REFUSE -> Action.DENY;
            case ADMIT -> Action.ALLOW;
        };
    }
}
