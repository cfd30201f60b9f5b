// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

import java.util.List;
import java.util.Optional;

/// What happens to some of the connections of one port.
///
/// @param name unique within its port
/// @param hello what the client's TLS hello must say; absent for connections without TLS
/// @param tls how TLS is ended; absent with a `hello` means that it is passed on
public record ServerChain(
        String name,
        Optional<TlsHello> hello,
        Optional<TlsTermination> tls,
        ConnectionHandling handling) {
    public ServerChain {
        if (tls.isPresent() && hello.isEmpty()) {
            throw new IllegalArgumentException(name + " ends TLS of connections without TLS");
        }
    }

    /// A chain that ends TLS or takes connections without it.
    ///
    /// @param serverNames of the clients' TLS hello; empty for any
    public ServerChain(
            String name,
            List<String> serverNames,
            Optional<TlsTermination> tls,
            ConnectionHandling handling) {
        this(name, tls.map(_ -> new TlsHello(serverNames, List.of())), tls, handling);
    }

    /// Empty where the chain takes every connection that no other chain of its port takes.
    public List<String> serverNames() {
        return hello.map(TlsHello::serverNames).orElse(List.of());
    }
}
