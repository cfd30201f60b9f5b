// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.core;

import java.net.InetAddress;

/// Tells addresses from names.
final class IpAddress {
    private IpAddress() {}

    static boolean is(String text) {
        try {
            return !text.startsWith("[") && InetAddress.ofLiteral(text) != null;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
