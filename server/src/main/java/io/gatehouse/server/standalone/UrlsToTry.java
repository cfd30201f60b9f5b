// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.standalone;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import io.envoyproxy.envoy.config.listener.v3.FilterChain;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.envoyproxy.envoy.config.route.v3.VirtualHost;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager;
import io.gatehouse.xds.ResourceName;
import io.gatehouse.xds.ResourceSnapshot;
import io.gatehouse.xds.ResourceType;
import io.gatehouse.xds.VersionedResource;
import java.util.ArrayList;
import java.util.List;

/// Commands with which a user can see each host answer.
final class UrlsToTry {
    private static final int MOST = 8;

    private final ResourceSnapshot resources;
    private final String trust;

    /// @param trust what makes curl trust the certificates, such as `--cacert FILE`
    UrlsToTry(ResourceSnapshot resources, String trust) {
        this.resources = resources;
        this.trust = trust;
    }

    List<String> commands() {
        List<String> commands = new ArrayList<>();
        try {
            for (VersionedResource resource : resources.all(ResourceType.LISTENER).values()) {
                add(resource.body().unpack(Listener.class), commands);
            }
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
        return commands.stream().limit(MOST).toList();
    }

    private void add(Listener listener, List<String> commands)
            throws InvalidProtocolBufferException {
        var socket = listener.getAddress().getSocketAddress();
        for (FilterChain chain : listener.getFilterChainsList()) {
            Any filter = chain.getFiltersList().getLast().getTypedConfig();
            if (listener.hasUdpListenerConfig() || !filter.is(HttpConnectionManager.class)) {
                continue;
            }
            HttpConnectionManager http = filter.unpack(HttpConnectionManager.class);
            String table = http.getRds().getRouteConfigName();
            var routes = resources.find(new ResourceName(ResourceType.ROUTE, table));
            if (routes.isEmpty()) {
                continue;
            }
            for (VirtualHost host :
                    routes.get().body().unpack(RouteConfiguration.class).getVirtualHostsList()) {
                String name = host.getDomains(0).replace("*", "any");
                commands.add(
                        chain.hasTransportSocket()
                                ? https(name, socket.getAddress(), socket.getPortValue())
                                : http(name, socket.getAddress(), socket.getPortValue()));
            }
        }
    }

    private static String http(String host, String address, int port) {
        return "curl -H 'Host: %s' http://%s:%d/".formatted(host, address, port);
    }

    private String https(String host, String address, int port) {
        return "curl %s --resolve %s:%d:%s https://%s:%d/"
                .formatted(trust, host, port, address, host, port);
    }
}
