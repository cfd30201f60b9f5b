// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.istio.Percent;

/// Istio's percentages as the parts per million in which the proxy counts.
final class Share {
    static final int ALL = 1_000_000;

    private Share() {}

    static int perMillion(Percent percent) {
        return (int) Math.round(percent.value() * ALL / 100);
    }
}
