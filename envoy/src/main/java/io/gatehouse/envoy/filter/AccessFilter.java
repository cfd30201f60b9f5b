// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.filter;

import com.google.protobuf.Any;
import io.envoyproxy.envoy.extensions.filters.http.ext_authz.v3.ExtAuthz;
import io.envoyproxy.envoy.extensions.filters.http.rbac.v3.RBAC;
import io.gatehouse.routing.PolicyStage;
import java.util.List;

/// Decides who is let in, at one stage.
record AccessFilter(PolicyStage stage, HttpFilterOrder order, String typeUrl)
        implements StageFilter {
    private static final String RULES = Any.pack(RBAC.getDefaultInstance()).getTypeUrl();
    private static final String CHECK = Any.pack(ExtAuthz.getDefaultInstance()).getTypeUrl();

    static List<AccessFilter> all() {
        return List.of(
                new AccessFilter(PolicyStage.UNCHECKABLE, HttpFilterOrder.UNCHECKABLE, RULES),
                new AccessFilter(
                        PolicyStage.CHECK_SELECTION, HttpFilterOrder.CHECK_SELECTION, RULES),
                new AccessFilter(PolicyStage.CHECK, HttpFilterOrder.CHECK, CHECK),
                new AccessFilter(PolicyStage.ACCESS_NOTES, HttpFilterOrder.ACCESS_NOTES, RULES),
                new AccessFilter(PolicyStage.ACCESS_REFUSAL, HttpFilterOrder.ACCESS_REFUSAL, RULES),
                new AccessFilter(
                        PolicyStage.ACCESS_ADMISSION, HttpFilterOrder.ACCESS_ADMISSION, RULES));
    }
}
