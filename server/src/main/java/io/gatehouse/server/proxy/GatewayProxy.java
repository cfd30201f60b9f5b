// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.proxy;

import io.gatehouse.envoy.bootstrap.AdminEndpoint;
import io.gatehouse.envoy.bootstrap.BootstrapTranslator;
import io.gatehouse.envoy.bootstrap.ProxyBootstrap;
import io.gatehouse.envoy.bootstrap.XdsConnection;
import io.gatehouse.server.envoy.EnvoyAdmin;
import io.gatehouse.server.envoy.EnvoySupervisor;
import io.gatehouse.server.envoy.RunDirectory;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A supervised Envoy that gets its configuration from a control plane elsewhere, and tells whether
/// it is ready.
public final class GatewayProxy implements AutoCloseable {
    private final RunDirectory directory;
    private final EnvoySupervisor supervisor;
    private final Readiness readiness;
    private final ReadinessServer server;

    private GatewayProxy(
            RunDirectory directory,
            EnvoySupervisor supervisor,
            Readiness readiness,
            ReadinessServer server) {
        this.directory = directory;
        this.supervisor = supervisor;
        this.readiness = readiness;
        this.server = server;
    }

    /// Tells from now on that it is not ready.
    ///
    /// @param listener told what happens to Envoy
    /// @throws ProxyMisconfigured where something is missing
    /// @throws ProxyUnavailable where something cannot be had
    public static GatewayProxy of(ProxySettings settings, EnvoySupervisor.Listener listener) {
        RunDirectory directory = null;
        try {
            directory = RunDirectory.create();
            EnvoySupervisor supervisor =
                    new EnvoySupervisor(
                            new EnvoySupervisor.Settings(
                                    settings.envoy(),
                                    directory,
                                    directory.write("bootstrap.pb", bootstrap(settings, directory)),
                                    settings.arguments(),
                                    settings.output(),
                                    settings.drain()),
                            listener);
            Readiness readiness = new Readiness(supervisor.admin());
            ReadinessServer server = new ReadinessServer(settings.readiness(), readiness);
            return new GatewayProxy(directory, supervisor, readiness, server);
        } catch (IOException e) {
            remove(directory);
            throw new ProxyUnavailable("Envoy cannot be started: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            remove(directory);
            throw e;
        }
    }

    private static void remove(@Nullable RunDirectory directory) {
        if (directory != null) {
            directory.close();
        }
    }

    private static byte[] bootstrap(ProxySettings settings, RunDirectory directory) {
        Discovery discovery = new Discovery(settings.discovery(), directory.path());
        XdsConnection connection = discovery.connection();
        discovery.write(connection);
        return BootstrapTranslator.translate(
                        new ProxyBootstrap(
                                settings.pod().node(),
                                connection,
                                new AdminEndpoint.UnixSocket(directory.adminSocket()),
                                Optional.of(settings.prometheus()),
                                settings.pod().limits(),
                                settings.pod().knowsPeers()))
                .toByteArray();
    }

    /// Returns at once; the listener is told when Envoy serves.
    public void start() {
        supervisor.start();
    }

    /// Of the Envoy that runs, if one runs.
    public EnvoyAdmin admin() {
        return supervisor.admin();
    }

    /// Is not ready from now on, lets requests in flight finish and ends Envoy. Returns when it has
    /// ended.
    @Override
    public void close() {
        readiness.end();
        supervisor.close();
        server.close();
        directory.close();
    }
}
