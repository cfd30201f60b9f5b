// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.program;

import com.google.protobuf.Message;
import io.envoyproxy.envoy.config.rbac.v3.RBAC;
import io.gatehouse.routing.AbsentProgram;

/// In the place of a program that cannot be had: as Istio's agent does it, rules that let everybody
/// pass, or nobody, who is answered with 403.
final class AbsentProgramTranslator {
    private static final RBAC NOBODY = RBAC.newBuilder().setAction(RBAC.Action.ALLOW).build();
    private static final String STAT_PREFIX = "tcp.";

    private AbsentProgramTranslator() {}

    static Message translate(AbsentProgram absent) {
        return absent.ofConnections() ? network(absent.passes()) : http(absent.passes());
    }

    private static Message http(boolean passes) {
        var filter = io.envoyproxy.envoy.extensions.filters.http.rbac.v3.RBAC.newBuilder();
        return passes ? filter.build() : filter.setRules(NOBODY).build();
    }

    private static Message network(boolean passes) {
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
        return passes ? filter.build() : filter.setRules(NOBODY).build();
    }
}
