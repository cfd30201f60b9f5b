// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.admin;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Keeps web pages out: a page can have its own host name resolve to a loopback address and then
/// read from here, but cannot change the `Host` its browser sends.
final class HostCheck {
    private static final Pattern LOOPBACK =
            Pattern.compile(
                    "127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}|::1|localhost\\.?|.*\\.localhost\\.?");

    private final boolean local;
    private final String configured;

    HostCheck(InetSocketAddress address) {
        this.local = address.getAddress() != null && address.getAddress().isLoopbackAddress();
        this.configured = address.getHostString().toLowerCase(Locale.ROOT);
    }

    /// Only a server on a loopback address is meant for one machine alone; any other is reached
    /// under names that it cannot know.
    ///
    /// @param host the header's value; browsers always send one
    boolean allows(@Nullable String host) {
        if (!local || host == null) {
            return true;
        }
        String name = withoutPort(host.strip()).toLowerCase(Locale.ROOT);
        return name.equals(configured) || LOOPBACK.matcher(name).matches();
    }

    List<String> allowed() {
        return List.of("localhost", "127.0.0.1", "[::1]", configured).stream().distinct().toList();
    }

    private static String withoutPort(String host) {
        if (host.startsWith("[")) {
            int end = host.indexOf(']');
            return end < 0 ? host : host.substring(1, end);
        }
        int colon = host.indexOf(':');
        return colon < 0 ? host : host.substring(0, colon);
    }
}
