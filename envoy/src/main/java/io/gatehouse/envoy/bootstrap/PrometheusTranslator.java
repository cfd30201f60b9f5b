// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.bootstrap;

import com.google.protobuf.Any;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.DiscoveryType;
import io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import io.envoyproxy.envoy.config.endpoint.v3.Endpoint;
import io.envoyproxy.envoy.config.endpoint.v3.LbEndpoint;
import io.envoyproxy.envoy.config.endpoint.v3.LocalityLbEndpoints;
import io.envoyproxy.envoy.config.listener.v3.Filter;
import io.envoyproxy.envoy.config.listener.v3.FilterChain;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.config.route.v3.Route;
import io.envoyproxy.envoy.config.route.v3.RouteAction;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.envoyproxy.envoy.config.route.v3.RouteMatch;
import io.envoyproxy.envoy.config.route.v3.VirtualHost;
import io.envoyproxy.envoy.extensions.filters.http.router.v3.Router;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpFilter;

/// Lets others read the statistics, and nothing else, of the administration interface.
final class PrometheusTranslator {
    private static final String NAME = "prometheus";
    private static final String PATH = "/stats/prometheus";

    private PrometheusTranslator() {}

    static Cluster cluster(AdminEndpoint admin) {
        LbEndpoint endpoint =
                LbEndpoint.newBuilder()
                        .setEndpoint(
                                Endpoint.newBuilder()
                                        .setAddress(AddressTranslator.translate(admin)))
                        .build();
        return Cluster.newBuilder()
                .setName(NAME)
                .setType(DiscoveryType.STATIC)
                .setLoadAssignment(
                        ClusterLoadAssignment.newBuilder()
                                .setClusterName(NAME)
                                .addEndpoints(
                                        LocalityLbEndpoints.newBuilder().addLbEndpoints(endpoint)))
                .build();
    }

    static Listener listener(HostAndPort address) {
        VirtualHost everything =
                VirtualHost.newBuilder()
                        .setName(NAME)
                        .addDomains("*")
                        .addRoutes(
                                Route.newBuilder()
                                        .setMatch(RouteMatch.newBuilder().setPath(PATH))
                                        .setRoute(RouteAction.newBuilder().setCluster(NAME)))
                        .build();
        HttpConnectionManager manager =
                HttpConnectionManager.newBuilder()
                        .setStatPrefix(NAME)
                        .setRouteConfig(
                                RouteConfiguration.newBuilder()
                                        .setName(NAME)
                                        .addVirtualHosts(everything))
                        .addHttpFilters(
                                HttpFilter.newBuilder()
                                        .setName("envoy.filters.http.router")
                                        .setTypedConfig(Any.pack(Router.getDefaultInstance())))
                        .build();
        return Listener.newBuilder()
                .setName(NAME)
                .setAddress(AddressTranslator.listening(address))
                .setIgnoreGlobalConnLimit(true)
                .addFilterChains(
                        FilterChain.newBuilder()
                                .addFilters(
                                        Filter.newBuilder()
                                                .setName(
                                                        "envoy.filters.network.http_connection_manager")
                                                .setTypedConfig(Any.pack(manager))))
                .build();
    }
}
