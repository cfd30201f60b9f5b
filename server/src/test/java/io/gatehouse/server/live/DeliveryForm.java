// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import io.gatehouse.engine.DeliveryLimits;

/// The forms in which routes reach a proxy. What is answered must not depend on it.
enum DeliveryForm {
    WHOLE_TABLE(DeliveryLimits.DEFAULT),
    HOST_BY_HOST(new DeliveryLimits(1, 1)),
    HOST_ON_DEMAND(new DeliveryLimits(1, 1, true));

    private final DeliveryLimits limits;

    DeliveryForm(DeliveryLimits limits) {
        this.limits = limits;
    }

    LiveGateway start(String... yaml) {
        return LiveGateway.startWith(limits, yaml);
    }
}
