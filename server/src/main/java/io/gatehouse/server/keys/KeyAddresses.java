// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.keys;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// Keeps whoever may write a rule from having the control plane ask what only its own machine may:
/// link-local addresses, where clouds keep credentials of machines, and their other addresses for
/// that.
///
/// A name is looked up here and again by the client; in between the JVM keeps what it has found
/// (`networkaddress.cache.ttl`), so that both see the same.
final class KeyAddresses {
    private static final List<InetAddress> METADATA =
            Stream.of("100.100.100.200", "fd00:ec2::254", "fd20:ce::254")
                    .map(InetAddress::ofLiteral)
                    .toList();

    private final boolean linkLocalAllowed;

    KeyAddresses(boolean linkLocalAllowed) {
        this.linkLocalAllowed = linkLocalAllowed;
    }

    void check(URI uri) throws KeyFetchException {
        for (InetAddress address : resolve(uri)) {
            if (!linkLocalAllowed && isKept(address)) {
                throw new KeyFetchException(
                        "%s is at %s, a link-local address, from which keys are not fetched (--keys-from-link-local allows it)"
                                .formatted(uri, address.getHostAddress()));
            }
        }
    }

    static boolean isKept(InetAddress address) {
        return address.isLinkLocalAddress()
                || address.isAnyLocalAddress()
                || address.isMulticastAddress()
                || METADATA.contains(address);
    }

    private static List<InetAddress> resolve(URI uri) throws KeyFetchException {
        try {
            return Arrays.asList(InetAddress.getAllByName(uri.getHost()));
        } catch (UnknownHostException _) {
            throw new KeyFetchException("%s: the host has no address".formatted(uri));
        }
    }
}
