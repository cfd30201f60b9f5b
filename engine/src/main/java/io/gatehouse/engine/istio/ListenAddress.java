// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.istio.Gateway.Server;
import io.gatehouse.engine.ProxyGroup;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/// Where a server listens: its `bind`, or the workload's own address.
///
/// @param bind an IP address in one form, or `unix://path`
/// @param suffix of the names of what belongs to it; empty for the workload's own address
record ListenAddress(String bind, String suffix) {
    private static final String UNIX = "unix://";
    private static final Pattern LITERAL = Pattern.compile("[0-9A-Fa-f:.]+");

    static ListenAddress of(Server server, ProxyGroup group) {
        String bind = normal(server.bind());
        return bind.isEmpty() || bind.equals(group.bind())
                ? new ListenAddress(group.bind(), "")
                : new ListenAddress(bind, "." + bind);
    }

    boolean unix() {
        return bind.startsWith(UNIX);
    }

    /// `0:0::1` and `::1` are one address.
    private static String normal(String bind) {
        if (!LITERAL.matcher(bind).matches() || !bind.contains(":")) {
            return bind;
        }
        try {
            return Ipv6Text.of(InetAddress.getByName(bind).getAddress());
        } catch (UnknownHostException _) {
            return bind;
        }
    }
}
