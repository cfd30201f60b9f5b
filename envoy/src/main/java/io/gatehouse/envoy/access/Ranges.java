// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.access;

import com.google.protobuf.UInt32Value;
import io.envoyproxy.envoy.config.core.v3.CidrRange;
import io.gatehouse.routing.AddressRange;

/// Ranges of addresses.
public final class Ranges {
    private Ranges() {}

    public static CidrRange of(AddressRange range) {
        return CidrRange.newBuilder()
                .setAddressPrefix(range.address())
                .setPrefixLen(UInt32Value.of(range.bits()))
                .build();
    }
}
