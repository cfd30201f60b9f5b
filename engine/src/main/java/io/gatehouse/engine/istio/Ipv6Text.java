// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// IPv6 addresses in the form of RFC 5952: lower case, the longest run of zeros as `::`.
final class Ipv6Text {
    private static final Pattern ZEROS = Pattern.compile("(?:^|:)0(?::0)+(?::|$)");

    private Ipv6Text() {}

    /// @param address 16 bytes; 4 where it was an IPv4 address in disguise
    static String of(byte[] address) {
        String text;
        try {
            text = InetAddress.getByAddress(address).getHostAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(address.length + " bytes (expected: 4 or 16)", e);
        }
        Matcher runs = ZEROS.matcher(text);
        int start = -1;
        int end = -1;
        while (runs.find()) {
            if (runs.end() - runs.start() > end - start) {
                start = runs.start();
                end = runs.end();
            }
        }
        return start < 0 ? text : text.substring(0, start) + "::" + text.substring(end);
    }
}
