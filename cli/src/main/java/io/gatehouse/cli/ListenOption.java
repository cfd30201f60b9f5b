// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

import java.net.InetSocketAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An option that says where to listen.
final class ListenOption {
    private static final Pattern ADDRESS = Pattern.compile("(.+):(\\d{1,5})");
    private static final int LARGEST_PORT = 0xffff;

    private ListenOption() {}

    static InetSocketAddress parse(String option, String text) {
        Matcher address = ADDRESS.matcher(text);
        if (address.matches() && Integer.parseInt(address.group(2)) <= LARGEST_PORT) {
            InetSocketAddress socket =
                    new InetSocketAddress(address.group(1), Integer.parseInt(address.group(2)));
            if (!socket.isUnresolved()) {
                return socket;
            }
        }
        throw CommandFailure.wrongUse(
                "%s found \"%s\" (expected: IP:PORT, such as 0.0.0.0:15012)"
                        .formatted(option, text));
    }
}
