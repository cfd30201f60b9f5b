// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.admin;

import java.net.InetSocketAddress;

/// The admin API cannot be offered. The message is one sentence for the user.
public final class AdminUnavailable extends RuntimeException {
    private AdminUnavailable(String message, Throwable cause) {
        super(message, cause);
    }

    static AdminUnavailable portInUse(InetSocketAddress address, Throwable cause) {
        return new AdminUnavailable(
                "The admin address %s is in use: end what uses it (another gatehouse?) or choose another with --admin ADDRESS:PORT."
                        .formatted(text(address)),
                cause);
    }

    static AdminUnavailable noSuchAddress(InetSocketAddress address, Throwable cause) {
        return new AdminUnavailable(
                "Cannot listen on the admin address %s (%s): choose one of this machine with --admin ADDRESS:PORT."
                        .formatted(text(address), cause.getMessage()),
                cause);
    }

    private static String text(InetSocketAddress address) {
        String host = address.getHostString();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    }
}
