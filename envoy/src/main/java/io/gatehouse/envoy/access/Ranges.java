// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.access;

import com.google.protobuf.UInt32Value;
import io.envoyproxy.envoy.config.core.v3.CidrRange;
import io.gatehouse.routing.AddressRange;

final class Ranges {
    private Ranges() {}

    static CidrRange of(AddressRange range) {
        return CidrRange.newBuilder()
                .setAddressPrefix(range.address())
                .setPrefixLen(UInt32Value.of(range.bits()))
                .build();
    }
}
