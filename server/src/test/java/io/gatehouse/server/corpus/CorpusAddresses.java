// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.corpus;

import java.net.InetAddress;
import java.net.UnknownHostException;

/// Where everything listens on this machine, without privileges: pods (10.244.x.x) in
/// 127.247.0.0/16, the gateway on an address of its own, and what it binds to explicitly beside it,
/// so that nobody else's ports are in the way. Consistent hashing is over addresses: in that range
/// a ring of Istio's size puts the keys of the cases on the same pods as in the recorded one.
final class CorpusAddresses {
    static final String GATEWAY = "127.0.77.1";

    private static final String RECORDED_PODS = "10.244.";
    private static final String PODS = "127.247.";
    private static final String RECORDED_BIND = "bind: 127.0.0.";
    private static final String BIND = "bind: 127.1.77.";
    private static final String BOUND = "127.1.77.1";

    private CorpusAddresses() {}

    /// A recorded text with the addresses that are used here.
    static String here(String recorded) {
        return recorded.replace(RECORDED_PODS, PODS).replace(RECORDED_BIND, BIND);
    }

    /// Where the requests of a case go. They were recorded at 127.0.0.1: where a server is bound to
    /// that address, only that one is meant.
    static InetAddress gatewayOf(CorpusCase recorded) {
        return address(recorded.config().contains("bind: " + BOUND) ? BOUND : GATEWAY);
    }

    static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
