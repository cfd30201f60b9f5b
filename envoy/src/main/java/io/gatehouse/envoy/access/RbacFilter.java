// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.access;

import com.google.protobuf.Message;
import io.envoyproxy.envoy.config.rbac.v3.RBAC;
import java.util.Optional;

/// Envoy's filters that apply rules: one for requests, and one for connections without HTTP.
public final class RbacFilter {
    private static final String STAT_PREFIX = "tcp.";

    /// Of those who may go on there are none.
    private static final RBAC NOBODY = RBAC.newBuilder().setAction(RBAC.Action.ALLOW).build();

    private RbacFilter() {}

    /// Lets everybody pass.
    public static Message open(boolean ofConnections) {
        return of(ofConnections, Optional.empty(), Optional.empty(), "");
    }

    /// Lets nobody pass; requests are answered with 403.
    public static Message closed(boolean ofConnections) {
        return of(ofConnections, Optional.of(NOBODY), Optional.empty(), "");
    }

    static Message of(
            boolean ofConnections,
            Optional<RBAC> rules,
            Optional<RBAC> shadowRules,
            String shadowPrefix) {
        return ofConnections
                ? network(rules, shadowRules, shadowPrefix)
                : http(rules, shadowRules, shadowPrefix);
    }

    private static Message http(
            Optional<RBAC> rules, Optional<RBAC> shadowRules, String shadowPrefix) {
        var filter = io.envoyproxy.envoy.extensions.filters.http.rbac.v3.RBAC.newBuilder();
        rules.ifPresent(filter::setRules);
        shadowRules.ifPresent(
                shadow -> filter.setShadowRules(shadow).setShadowRulesStatPrefix(shadowPrefix));
        return filter.build();
    }

    private static Message network(
            Optional<RBAC> rules, Optional<RBAC> shadowRules, String shadowPrefix) {
        var filter =
                io.envoyproxy
                        .envoy
                        .extensions
                        .filters
                        .network
                        .rbac
                        .v3
                        .RBAC
                        .newBuilder()
                        .setStatPrefix(STAT_PREFIX);
        rules.ifPresent(filter::setRules);
        shadowRules.ifPresent(
                shadow -> filter.setShadowRules(shadow).setShadowRulesStatPrefix(shadowPrefix));
        return filter.build();
    }
}
