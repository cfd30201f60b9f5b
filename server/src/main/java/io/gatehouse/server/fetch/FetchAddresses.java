// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.fetch;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// Keeps whoever may write an object from having the control plane ask what only its own machine
/// may: link-local addresses, where clouds keep credentials of machines, and their other addresses
/// for that.
///
/// A name is looked up here and again by the client; in between the JVM keeps what it has found
/// (`networkaddress.cache.ttl`), so that both see the same.
public final class FetchAddresses {
    private static final List<InetAddress> METADATA =
            Stream.of("100.100.100.200", "fd00:ec2::254", "fd20:ce::254")
                    .map(InetAddress::ofLiteral)
                    .toList();

    private final boolean linkLocalAllowed;
    private final String hint;

    private FetchAddresses(boolean linkLocalAllowed, String hint) {
        this.linkLocalAllowed = linkLocalAllowed;
        this.hint = hint;
    }

    public static FetchAddresses withoutLinkLocal() {
        return new FetchAddresses(false, "");
    }

    /// @param option that allows them
    public static FetchAddresses withLinkLocalIf(boolean allowed, String option) {
        return new FetchAddresses(allowed, " (%s allows it)".formatted(option));
    }

    void check(URI uri) throws FetchException {
        for (InetAddress address : resolve(uri)) {
            if (!linkLocalAllowed && isKept(address)) {
                throw new FetchException(
                        "%s is at %s, a link-local address, from which nothing is fetched%s"
                                .formatted(uri, address.getHostAddress(), hint));
            }
        }
    }

    static boolean isKept(InetAddress address) {
        return address.isLinkLocalAddress()
                || address.isAnyLocalAddress()
                || address.isMulticastAddress()
                || METADATA.contains(address);
    }

    private static List<InetAddress> resolve(URI uri) throws FetchException {
        try {
            return Arrays.asList(InetAddress.getAllByName(uri.getHost()));
        } catch (UnknownHostException _) {
            throw new FetchException("%s: the host has no address".formatted(uri));
        }
    }
}
