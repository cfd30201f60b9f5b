// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.golden;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.core.v3.TypedExtensionConfig;
import io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.envoyproxy.envoy.config.route.v3.ScopedRouteConfiguration;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.Secret;
import io.gatehouse.server.Translation;
import io.gatehouse.testing.EnvoyResources;
import io.gatehouse.xds.ResourceType;
import java.util.ArrayList;
import java.util.List;

/// The resources of a [Translation], by type, for a validator to look at.
public final class TranslatedResources {
    private TranslatedResources() {}

    public static EnvoyResources of(Translation translation) {
        return new EnvoyResources(
                all(translation, ResourceType.LISTENER, Listener.class),
                all(translation, ResourceType.SCOPED_ROUTE, ScopedRouteConfiguration.class),
                all(translation, ResourceType.ROUTE, RouteConfiguration.class),
                all(translation, ResourceType.CLUSTER, Cluster.class),
                all(translation, ResourceType.ENDPOINT, ClusterLoadAssignment.class),
                all(translation, ResourceType.SECRET, Secret.class),
                all(translation, ResourceType.EXTENSION_CONFIG, TypedExtensionConfig.class));
    }

    private static <T extends Message> List<T> all(
            Translation translation, ResourceType type, Class<T> message) {
        List<T> all = new ArrayList<>();
        translation.resources().values().stream()
                .filter(resource -> resource.name().type() == type)
                .forEach(resource -> {
                    try {
                        all.add(resource.body().unpack(message));
                    } catch (InvalidProtocolBufferException e) {
                        throw new AssertionError(resource.name() + " is malformed", e);
                    }
                });
        return all;
    }
}
