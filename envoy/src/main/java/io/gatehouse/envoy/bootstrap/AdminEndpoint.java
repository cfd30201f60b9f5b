// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.bootstrap;

import java.nio.file.Path;

/// Where Envoy's own administration answers. It must not be reachable from outside.
public sealed interface AdminEndpoint {
    /// Port 0 lets Envoy choose; it tells by `--admin-address-path`.
    record Tcp(HostAndPort address) implements AdminEndpoint {}

    record UnixSocket(Path path) implements AdminEndpoint {}
}
