// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.testing.xds;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.core.v3.TypedExtensionConfig;
import io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.envoyproxy.envoy.config.route.v3.ScopedRouteConfiguration;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.Secret;

/// The name that a resource's content gives it.
final class BodyName {
    private BodyName() {}

    static String of(Any body) {
        try {
            String message = body.getTypeUrl().substring(body.getTypeUrl().indexOf('/') + 1);
            return switch (message) {
                case "envoy.config.cluster.v3.Cluster" -> body.unpack(Cluster.class).getName();
                case "envoy.config.endpoint.v3.ClusterLoadAssignment" ->
                        body.unpack(ClusterLoadAssignment.class).getClusterName();
                case "envoy.config.listener.v3.Listener" -> body.unpack(Listener.class).getName();
                case "envoy.config.route.v3.ScopedRouteConfiguration" ->
                        body.unpack(ScopedRouteConfiguration.class).getName();
                case "envoy.config.route.v3.RouteConfiguration" ->
                        body.unpack(RouteConfiguration.class).getName();
                case "envoy.extensions.transport_sockets.tls.v3.Secret" ->
                        body.unpack(Secret.class).getName();
                case "envoy.config.core.v3.TypedExtensionConfig" ->
                        body.unpack(TypedExtensionConfig.class).getName();
                default -> throw new IllegalArgumentException("no name known: " + message);
            };
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("not a valid resource", e);
        }
    }
}
