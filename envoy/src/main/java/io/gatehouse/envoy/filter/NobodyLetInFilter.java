// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.filter;

import com.google.protobuf.Message;
import io.gatehouse.envoy.access.RbacFilter;
import io.gatehouse.routing.NobodyLetIn;

/// Answers 403.
final class NobodyLetInFilter implements RouteOnlyFilter<NobodyLetIn> {
    @Override
    public HttpFilterOrder order() {
        return HttpFilterOrder.NOBODY_LET_IN;
    }

    @Override
    public Class<NobodyLetIn> feature() {
        return NobodyLetIn.class;
    }

    @Override
    public Message whole(NobodyLetIn feature) {
        return RbacFilter.closed(false);
    }
}
