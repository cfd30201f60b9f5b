// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

import java.util.List;
import java.util.Optional;

/// What happens to the connections of one port that carry one of `serverNames` in their TLS hello.
/// Without server names the chain takes every connection that no other chain of its port takes.
///
/// @param name unique within its port
/// @param serverNames lower-case host names, exact or `*.suffix`, sorted
public record ServerChain(
        String name,
        List<String> serverNames,
        Optional<TlsTermination> tls,
        ConnectionHandling handling) {
    public ServerChain {
        serverNames = List.copyOf(serverNames);
    }
}
