// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.benchmarks;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.listener.v3.Filter;
import io.envoyproxy.envoy.config.listener.v3.FilterChain;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager;
import io.envoyproxy.envoy.service.discovery.v3.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Which endpoints and routes a resource names; read once for all proxies. Safe for use by any
/// thread.
final class NamedResources {
    private final Map<String, List<String>> byVersion = new ConcurrentHashMap<>();

    /// Of a cluster, those of endpoints; of a listener, those of routes, where `*` are the scoped
    /// ones.
    List<String> of(Resource resource) {
        return byVersion.computeIfAbsent(resource.getVersion(), _ -> read(resource.getResource()));
    }

    private static List<String> read(Any body) {
        try {
            return body.is(Cluster.class)
                    ? endpoints(body.unpack(Cluster.class))
                    : routes(body.unpack(Listener.class));
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> endpoints(Cluster cluster) {
        String service = cluster.getEdsClusterConfig().getServiceName();
        return cluster.getType() == Cluster.DiscoveryType.EDS
                ? List.of(service.isEmpty() ? cluster.getName() : service)
                : List.of();
    }

    private static List<String> routes(Listener listener) throws InvalidProtocolBufferException {
        List<String> routes = new ArrayList<>();
        List<FilterChain> chains = new ArrayList<>(listener.getFilterChainsList());
        chains.add(listener.getDefaultFilterChain());
        for (FilterChain chain : chains) {
            for (Filter filter : chain.getFiltersList()) {
                if (filter.getTypedConfig().is(HttpConnectionManager.class)) {
                    HttpConnectionManager manager =
                            filter.getTypedConfig().unpack(HttpConnectionManager.class);
                    if (manager.hasRds()) {
                        routes.add(manager.getRds().getRouteConfigName());
                    } else if (manager.hasScopedRoutes()) {
                        routes.add("*");
                    }
                }
            }
        }
        return routes;
    }
}
