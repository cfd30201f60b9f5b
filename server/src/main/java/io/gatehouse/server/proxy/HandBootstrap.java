// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.proxy;

import io.gatehouse.envoy.bootstrap.AdminEndpoint;
import io.gatehouse.envoy.bootstrap.BootstrapTranslator;
import io.gatehouse.envoy.bootstrap.HostAndPort;
import io.gatehouse.envoy.bootstrap.ProxyBootstrap;
import io.gatehouse.envoy.bootstrap.XdsConnection;
import java.nio.file.Path;
import java.util.Optional;

/// What an Envoy is started with that is run by hand.
public final class HandBootstrap {
    private HandBootstrap() {}

    /// The bootstrap, as JSON.
    ///
    /// @param pointers a directory for the files that tell Envoy which files to watch, which are
    ///   written; needed where there are any
    /// @throws ProxyMisconfigured where something is missing
    public static String json(
            GatewayPod pod,
            DiscoveryOptions options,
            Optional<Path> pointers,
            HostAndPort admin,
            HostAndPort prometheus) {
        Discovery discovery = new Discovery(options, pointers.orElse(Path.of("")));
        XdsConnection connection = discovery.connection();
        if (!connection.files().isEmpty() && pointers.isEmpty()) {
            throw new ProxyMisconfigured(
                    "Envoy watches certificates and tokens only as files of their own tell it: give"
                            + " --files DIR, where they are written and have to stay.");
        }
        discovery.write(connection);
        return BootstrapTranslator.json(
                new ProxyBootstrap(
                        pod.node(),
                        connection,
                        new AdminEndpoint.Tcp(admin),
                        Optional.of(prometheus),
                        pod.limits(),
                        pod.knowsPeers()));
    }
}
