// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.proxy;

import io.gatehouse.envoy.bootstrap.HostAndPort;
import java.nio.file.Path;
import java.util.Optional;

/// What the user says of the control plane.
///
/// @param serverName in its certificate; without, the host of its address
/// @param certificate of the proxy, with `key`: instead of a token
public record DiscoveryOptions(
        HostAndPort address,
        boolean plaintext,
        Path authority,
        Optional<String> serverName,
        Optional<Path> token,
        Optional<Path> certificate,
        Optional<Path> key) {
    public static final HostAndPort ADDRESS = new HostAndPort("gatehouse.istio-system.svc", 15012);
    public static final Path AUTHORITY = Path.of("/var/run/secrets/gatehouse/root-cert.pem");

    /// Projected by the kubelet, which renews it.
    public static final Path TOKEN = Path.of("/var/run/secrets/tokens/istio-token");
}
