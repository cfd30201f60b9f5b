// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.xds;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UInt32Value;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.core.v3.DataSource;
import io.envoyproxy.envoy.config.core.v3.TypedExtensionConfig;
import io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import io.envoyproxy.envoy.config.listener.v3.FilterChain;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.envoyproxy.envoy.config.route.v3.ScopedRouteConfiguration;
import io.envoyproxy.envoy.config.route.v3.VirtualHost;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.GenericSecret;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.Secret;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/// Small resources whose content tells their edition and what they name.
final class Resources {
    private Resources() {}

    static ResourceName name(ResourceType type, String name) {
        return new ResourceName(type, name);
    }

    /// With endpoints of the same name.
    static VersionedResource cluster(String name, String edition) {
        Cluster.EdsClusterConfig eds =
                Cluster.EdsClusterConfig.newBuilder().setServiceName(name).build();
        return VersionedResource.of(
                ResourceType.CLUSTER,
                name,
                Cluster.newBuilder()
                        .setName(name)
                        .setAltStatName(edition)
                        .setEdsClusterConfig(eds)
                        .build(),
                List.of(name(ResourceType.ENDPOINT, name)));
    }

    static VersionedResource staticCluster(String name, String edition) {
        return VersionedResource.of(
                ResourceType.CLUSTER,
                name,
                Cluster.newBuilder().setName(name).setAltStatName(edition).build(),
                List.of());
    }

    static VersionedResource endpoints(String name, int edition) {
        ClusterLoadAssignment.Policy policy =
                ClusterLoadAssignment.Policy.newBuilder()
                        .setOverprovisioningFactor(UInt32Value.of(edition))
                        .build();
        return VersionedResource.of(
                ResourceType.ENDPOINT,
                name,
                ClusterLoadAssignment.newBuilder().setClusterName(name).setPolicy(policy).build(),
                List.of());
    }

    static VersionedResource listener(String name, String edition, ResourceName... references) {
        Listener.Builder listener = Listener.newBuilder().setName(name).setStatPrefix(edition);
        for (ResourceName reference : references) {
            listener.addFilterChains(FilterChain.newBuilder().setName(reference.toString()));
        }
        return VersionedResource.of(
                ResourceType.LISTENER, name, listener.build(), Arrays.asList(references));
    }

    static VersionedResource route(String name, String edition, String... clusters) {
        RouteConfiguration.Builder route =
                RouteConfiguration.newBuilder()
                        .setName(name)
                        .addInternalOnlyHeaders("x-" + edition);
        for (String cluster : clusters) {
            route.addVirtualHosts(VirtualHost.newBuilder().setName(cluster));
        }
        return VersionedResource.of(
                ResourceType.ROUTE,
                name,
                route.build(),
                Arrays.stream(clusters)
                        .map(cluster -> name(ResourceType.CLUSTER, cluster))
                        .toList());
    }

    static VersionedResource scopedRoute(String name, String edition, String route) {
        return VersionedResource.of(
                ResourceType.SCOPED_ROUTE,
                name,
                ScopedRouteConfiguration.newBuilder()
                        .setName(name)
                        .setRouteConfigurationName(route)
                        .setKey(
                                ScopedRouteConfiguration.Key.newBuilder()
                                        .addFragments(
                                                ScopedRouteConfiguration.Key.Fragment.newBuilder()
                                                        .setStringKey(edition)))
                        .build(),
                List.of(name(ResourceType.ROUTE, route)));
    }

    static VersionedResource secret(String name, String edition) {
        return VersionedResource.of(
                ResourceType.SECRET,
                name,
                Secret.newBuilder()
                        .setName(name)
                        .setGenericSecret(
                                GenericSecret.newBuilder()
                                        .setSecret(
                                                DataSource.newBuilder().setInlineString(edition)))
                        .build(),
                List.of());
    }

    static VersionedResource policy(String name, String edition, String... clusters) {
        return VersionedResource.of(
                ResourceType.EXTENSION_CONFIG,
                name,
                TypedExtensionConfig.newBuilder()
                        .setName(name)
                        .setTypedConfig(Any.newBuilder().setTypeUrl(edition))
                        .build(),
                Arrays.stream(clusters)
                        .map(cluster -> name(ResourceType.CLUSTER, cluster))
                        .toList());
    }

    /// The clusters that the route configuration names.
    static List<String> clustersOf(Any route) {
        try {
            return route.unpack(RouteConfiguration.class).getVirtualHostsList().stream()
                    .map(VirtualHost::getName)
                    .toList();
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    /// The route configuration that the scope names.
    static String routeOf(Any scope) {
        try {
            return scope.unpack(ScopedRouteConfiguration.class).getRouteConfigurationName();
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    /// The names of that type which the listener names.
    static Collection<String> namedBy(Any listener, ResourceType type) {
        try {
            return listener.unpack(Listener.class).getFilterChainsList().stream()
                    .map(FilterChain::getName)
                    .filter(name -> name.startsWith(type + " "))
                    .map(name -> name.substring(type.name().length() + 1))
                    .toList();
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }
}
