// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.filter;

import io.envoyproxy.envoy.config.core.v3.RuntimeFractionalPercent;
import io.envoyproxy.envoy.extensions.filters.http.csrf.v3.CsrfPolicy;
import io.envoyproxy.envoy.type.v3.FractionalPercent;
import io.gatehouse.envoy.Shares;
import io.gatehouse.envoy.StringMatchers;
import io.gatehouse.routing.SameOrigin;

/// Compares where a request comes from with where it goes.
final class SameOriginFilter implements FeatureFilter<SameOrigin> {
    private static final RuntimeFractionalPercent ALL =
            RuntimeFractionalPercent.newBuilder().setDefaultValue(Shares.ALL).build();
    private static final CsrfPolicy NEUTRAL =
            CsrfPolicy.newBuilder()
                    .setFilterEnabled(
                            RuntimeFractionalPercent.newBuilder()
                                    .setDefaultValue(FractionalPercent.getDefaultInstance()))
                    .build();

    @Override
    public HttpFilterOrder order() {
        return HttpFilterOrder.SAME_ORIGIN;
    }

    @Override
    public Class<SameOrigin> feature() {
        return SameOrigin.class;
    }

    @Override
    public CsrfPolicy neutral() {
        return NEUTRAL;
    }

    @Override
    public CsrfPolicy translate(SameOrigin sameOrigin) {
        CsrfPolicy.Builder policy = NEUTRAL.toBuilder();
        if (sameOrigin.enforced()) {
            policy.setFilterEnabled(ALL);
        } else {
            policy.setShadowEnabled(ALL);
        }
        sameOrigin.others().stream().map(StringMatchers::of).forEach(policy::addAdditionalOrigins);
        return policy.build();
    }
}
