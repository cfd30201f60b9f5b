// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.standalone;

import io.gatehouse.engine.DeliveryLimits;
import io.gatehouse.server.FetchSettings;
import io.gatehouse.server.lastgood.LastGoodSettings;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What `gatehouse run` is told.
///
/// @param paths directories and files with the configuration
/// @param address that gateways without `bind` listen on, and that LoadBalancer Services get
/// @param envoy the binary to run; absent means that one is found or fetched
/// @param dev whether to stand in for Deployments and TLS Secrets that are not there
/// @param drain how long requests in flight may take at the end; absent means what the mesh says,
///   or 5 s
/// @param delivery from which sizes on parts are delivered apart
/// @param fetching how what objects name is fetched
/// @param lastGood where it is kept what proxies have
public record StandaloneSettings(
        List<Path> paths,
        PortMapping ports,
        String address,
        InetSocketAddress admin,
        Optional<Path> envoy,
        boolean dev,
        Optional<Duration> drain,
        DeliveryLimits delivery,
        FetchSettings fetching,
        LastGoodSettings lastGood) {
    public StandaloneSettings {
        paths = List.copyOf(paths);
    }
}
