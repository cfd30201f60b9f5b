// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.testing;

import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.core.v3.TypedExtensionConfig;
import io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.envoyproxy.envoy.config.route.v3.ScopedRouteConfiguration;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.Secret;
import java.util.List;

/// All that one proxy is given over its stream.
public record EnvoyResources(
        List<Listener> listeners,
        List<ScopedRouteConfiguration> scopes,
        List<RouteConfiguration> routes,
        List<Cluster> clusters,
        List<ClusterLoadAssignment> endpoints,
        List<Secret> secrets,
        List<TypedExtensionConfig> policies) {
    public EnvoyResources {
        listeners = List.copyOf(listeners);
        scopes = List.copyOf(scopes);
        routes = List.copyOf(routes);
        clusters = List.copyOf(clusters);
        endpoints = List.copyOf(endpoints);
        secrets = List.copyOf(secrets);
        policies = List.copyOf(policies);
    }

    /// Without scopes and policies.
    public EnvoyResources(
            List<Listener> listeners,
            List<RouteConfiguration> routes,
            List<Cluster> clusters,
            List<ClusterLoadAssignment> endpoints,
            List<Secret> secrets) {
        this(listeners, List.of(), routes, clusters, endpoints, secrets, List.of());
    }

    /// `toString` of the secrets would show their keys.
    @Override
    public String toString() {
        return "EnvoyResources[%d listeners, %d scopes, %d routes, %d clusters, %d endpoints, %d secrets, %d policies]"
                .formatted(
                        listeners.size(),
                        scopes.size(),
                        routes.size(),
                        clusters.size(),
                        endpoints.size(),
                        secrets.size(),
                        policies.size());
    }
}
