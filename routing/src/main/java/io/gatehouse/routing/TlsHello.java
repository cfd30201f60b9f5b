// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

import java.util.List;

/// What a connection must say when it opens TLS; an empty list means anything, or nothing.
///
/// @param serverNames lower-case host names, exact or `*.suffix`, sorted
/// @param applicationProtocols ALPN, of which the client must offer one
public record TlsHello(List<String> serverNames, List<String> applicationProtocols) {
    public TlsHello {
        serverNames = List.copyOf(serverNames);
        applicationProtocols = List.copyOf(applicationProtocols);
    }
}
