// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.proxy;

import io.gatehouse.envoy.bootstrap.HostAndPort;
import io.gatehouse.server.envoy.DrainTimes;
import io.gatehouse.server.envoy.EnvoyOutput;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;

/// How a gateway's proxy is run.
///
/// @param envoy the binary
/// @param arguments further ones for Envoy, such as `--concurrency 2`
public record ProxySettings(
        GatewayPod pod,
        DiscoveryOptions discovery,
        HostAndPort prometheus,
        InetSocketAddress readiness,
        Path envoy,
        List<String> arguments,
        EnvoyOutput output,
        DrainTimes drain) {
    public ProxySettings {
        arguments = List.copyOf(arguments);
    }
}
