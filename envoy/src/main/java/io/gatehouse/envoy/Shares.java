// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy;

import io.envoyproxy.envoy.type.v3.FractionalPercent;
import io.envoyproxy.envoy.type.v3.FractionalPercent.DenominatorType;

/// Shares of the requests.
public final class Shares {
    public static final FractionalPercent ALL =
            FractionalPercent.newBuilder()
                    .setNumerator(100)
                    .setDenominator(DenominatorType.HUNDRED)
                    .build();

    private Shares() {}

    public static FractionalPercent perMillion(int share) {
        return FractionalPercent.newBuilder()
                .setNumerator(share)
                .setDenominator(DenominatorType.MILLION)
                .build();
    }
}
