// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.filter;

import io.envoyproxy.envoy.config.rbac.v3.RBAC.Action;
import io.envoyproxy.envoy.extensions.filters.http.rbac.v3.RBAC;
import io.gatehouse.routing.NobodyLetIn;

/// Answers 403.
final class NobodyLetInFilter implements RouteOnlyFilter<NobodyLetIn> {
    /// Of those who may go on there are none.
    private static final RBAC NOBODY =
            RBAC.newBuilder()
                    .setRules(
                            io.envoyproxy
                                    .envoy
                                    .config
                                    .rbac
                                    .v3
                                    .RBAC
                                    .newBuilder()
                                    .setAction(Action.ALLOW))
                    .build();

    @Override
    public HttpFilterOrder order() {
        return HttpFilterOrder.NOBODY_LET_IN;
    }

    @Override
    public Class<NobodyLetIn> feature() {
        return NobodyLetIn.class;
    }

    @Override
    public RBAC whole(NobodyLetIn feature) {
        return NOBODY;
    }
}
