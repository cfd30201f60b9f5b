// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine;

import io.gatehouse.routing.AddressRange;

/// An IP address, or the addresses of a CIDR range.
public final class AddressBlock {
    private AddressBlock() {}

    public static AddressRange of(String text) {
        int slash = text.indexOf('/');
        if (slash >= 0) {
            return new AddressRange(
                    text.substring(0, slash), Integer.parseInt(text.substring(slash + 1)));
        }
        return new AddressRange(text, text.indexOf(':') < 0 ? 32 : 128);
    }
}
