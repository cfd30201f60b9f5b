// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.bootstrap;

import java.util.Optional;

/// What protects the stream to the control plane.
public sealed interface XdsTransport {
    /// Nothing: for one machine, or where the network sees to it.
    record Plaintext() implements XdsTransport {}

    /// @param serverName a DNS name that the control plane's certificate must have
    /// @param identity what the proxy shows of itself
    record Tls(
            String serverName,
            FileSecret.Authority authority,
            Optional<FileSecret.Identity> identity)
            implements XdsTransport {}
}
