// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.xds;

import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Serves the aggregated discovery service, incremental and state of the world, without TLS.
public final class DiscoveryServer implements AutoCloseable {
    private static final long KEEP_ALIVE_SECONDS = 30;
    private static final long KEEP_ALIVE_TIMEOUT_SECONDS = 10;
    private static final long SHUTDOWN_SECONDS = 5;

    private final DiscoveryService service;
    private final Server server;

    private DiscoveryServer(DiscoveryService service, Server server) {
        this.service = service;
        this.server = server;
    }

    /// Serves when it returns. Port 0 takes a free one, see [#port].
    public static DiscoveryServer start(
            InetSocketAddress address,
            ResourceCache cache,
            ProxyDirectory directory,
            ProxyEvents events,
            DiscoverySettings settings,
            Ticker ticker)
            throws IOException {
        DiscoveryService service =
                new DiscoveryService(StreamContext.of(cache, directory, events, settings, ticker));
        Server server =
                NettyServerBuilder.forAddress(address)
                        .executor(Thread.ofVirtual().name("xds-callback")::start)
                        .intercept(new RequestHeaders())
                        .addService(service)
                        .maxInboundMessageSize(settings.maxRequestBytes())
                        .keepAliveTime(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS)
                        .keepAliveTimeout(KEEP_ALIVE_TIMEOUT_SECONDS, TimeUnit.SECONDS)
                        .permitKeepAliveTime(KEEP_ALIVE_TIMEOUT_SECONDS, TimeUnit.SECONDS)
                        .permitKeepAliveWithoutCalls(true)
                        .build();
        server.start();
        return new DiscoveryServer(service, server);
    }

    public int port() {
        return server.getPort();
    }

    /// Every connected proxy, in the order of connecting.
    public List<ProxyStatus> proxies() {
        return service.proxies();
    }

    /// Tells every proxy that the server goes away, then waits some seconds at most.
    @Override
    public void close() {
        server.shutdown();
        service.close();
        try {
            if (!server.awaitTermination(SHUTDOWN_SECONDS, TimeUnit.SECONDS)) {
                server.shutdownNow();
            }
        } catch (InterruptedException e) {
            server.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
