// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.testing.corpus;

import java.net.InetAddress;
import java.net.UnknownHostException;

/// Where everything listens.
public enum CorpusAddresses {
    /// As in the recording: the gateway at 127.0.0.1, pods in 10.244.0.0/16. For a network of its
    /// own in which these are addresses to listen on.
    RECORDED("10.244.", "127.0.0.1", "127.0.0."),

    /// On any machine, without privileges: pods in 127.247.0.0/16, the gateway on an address of its
    /// own, and what it binds to explicitly beside it, so that nobody else's ports are in the way.
    /// Consistent hashing is over addresses: in that range a ring of Istio's size puts the keys of
    /// the cases on the same pods as in the recorded one.
    LOOPBACK("127.247.", "127.0.77.1", "127.1.77.");

    private static final String BIND = "bind: ";

    private final String pods;
    private final String gateway;
    private final String bound;

    CorpusAddresses(String pods, String gateway, String bound) {
        this.pods = pods;
        this.gateway = gateway;
        this.bound = bound;
    }

    public String gateway() {
        return gateway;
    }

    /// A recorded text with the addresses that are used here.
    public String here(String recorded) {
        return recorded.replace(RECORDED.pods, pods).replace(BIND + RECORDED.bound, BIND + bound);
    }

    /// Where the requests of a case go. They were recorded at 127.0.0.1: where a server is bound to
    /// that address, only that one is meant.
    InetAddress gatewayOf(CorpusCase recorded) {
        String alone = bound + "1";
        return address(recorded.config().contains(BIND + alone) ? alone : gateway);
    }

    static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
