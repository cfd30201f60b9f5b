// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.xds;

import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Serves the aggregated discovery service, incremental and state of the world.
public final class DiscoveryServer implements AutoCloseable {
    private static final long KEEP_ALIVE_SECONDS = 30;
    private static final long KEEP_ALIVE_TIMEOUT_SECONDS = 10;
    private static final long SHUTDOWN_SECONDS = 5;

    private final StreamContext context;
    private final List<DiscoveryService> services;
    private final List<Server> servers;

    private DiscoveryServer(
            StreamContext context, List<DiscoveryService> services, List<Server> servers) {
        this.context = context;
        this.services = services;
        this.servers = servers;
    }

    /// Serves on all endpoints when it returns.
    ///
    /// @throws IOException if one of them cannot be had; then none serves
    public static DiscoveryServer start(
            List<DiscoveryEndpoint> endpoints,
            ResourceCache cache,
            ProxyEvents events,
            DiscoverySettings settings,
            Ticker ticker)
            throws IOException {
        StreamContext context = StreamContext.of(cache, events, settings, ticker);
        List<DiscoveryService> services = new ArrayList<>();
        List<Server> servers = new ArrayList<>();
        DiscoveryServer all = new DiscoveryServer(context, services, servers);
        try {
            for (DiscoveryEndpoint endpoint : endpoints) {
                DiscoveryService service = new DiscoveryService(context, endpoint.directory());
                services.add(service);
                servers.add(server(endpoint, service, settings).start());
            }
        } catch (IOException e) {
            all.close();
            throw e;
        }
        return all;
    }

    private static Server server(
            DiscoveryEndpoint endpoint, DiscoveryService service, DiscoverySettings settings) {
        NettyServerBuilder builder =
                NettyServerBuilder.forAddress(endpoint.address(), endpoint.credentials());
        endpoint.others().forEach(builder::addService);
        return builder.executor(Thread.ofVirtual().name("xds-callback")::start)
                .intercept(new CallerReader())
                .addService(service)
                .maxInboundMessageSize(settings.maxRequestBytes())
                .keepAliveTime(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS)
                .keepAliveTimeout(KEEP_ALIVE_TIMEOUT_SECONDS, TimeUnit.SECONDS)
                .permitKeepAliveTime(KEEP_ALIVE_TIMEOUT_SECONDS, TimeUnit.SECONDS)
                .permitKeepAliveWithoutCalls(true)
                .build();
    }

    /// Of each endpoint, in their order.
    public List<Integer> ports() {
        return servers.stream().map(Server::getPort).toList();
    }

    /// Every connected proxy, in the order of connecting.
    public List<ProxyStatus> proxies() {
        return services.stream()
                .flatMap(DiscoveryService::proxies)
                .sorted(Comparator.comparingLong(status -> status.proxy().stream()))
                .toList();
    }

    /// Nothing is wrong with a resource that a proxy of the group refused: other ones are sent it.
    public void acquit(String group, VersionedResource resource) {
        context.refusals(group).good(resource);
        services.forEach(DiscoveryService::wake);
    }

    /// Tells every proxy that the server goes away, then waits some seconds at most.
    @Override
    public void close() {
        servers.forEach(Server::shutdown);
        services.forEach(DiscoveryService::close);
        try {
            for (Server server : servers) {
                if (!server.awaitTermination(SHUTDOWN_SECONDS, TimeUnit.SECONDS)) {
                    server.shutdownNow();
                }
            }
        } catch (InterruptedException e) {
            servers.forEach(Server::shutdownNow);
            Thread.currentThread().interrupt();
        }
    }
}
