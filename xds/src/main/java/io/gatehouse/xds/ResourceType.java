// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.xds;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The kinds of resource that a proxy asks for, in the order in which they are sent: what is named
/// by others comes before those that name it.
public enum ResourceType {
    CLUSTER("envoy.config.cluster.v3.Cluster", true),
    ENDPOINT("envoy.config.endpoint.v3.ClusterLoadAssignment", false),
    SCOPED_ROUTE("envoy.config.route.v3.ScopedRouteConfiguration", true),
    LISTENER("envoy.config.listener.v3.Listener", true),
    ROUTE("envoy.config.route.v3.RouteConfiguration", false),
    SECRET("envoy.extensions.transport_sockets.tls.v3.Secret", false),
    EXTENSION_CONFIG("envoy.config.core.v3.TypedExtensionConfig", false);

    private static final Map<String, ResourceType> BY_URL =
            Arrays.stream(values())
                    .collect(Collectors.toMap(ResourceType::typeUrl, Function.identity()));

    private final String message;
    private final boolean wildcard;

    ResourceType(String message, boolean wildcard) {
        this.message = message;
        this.wildcard = wildcard;
    }

    public String typeUrl() {
        return "type.googleapis.com/" + message;
    }

    public static Optional<ResourceType> of(String typeUrl) {
        return Optional.ofNullable(BY_URL.get(typeUrl));
    }

    /// Whether a first request without names asks for all resources of this type.
    boolean wildcard() {
        return wildcard;
    }

    /// Whether a proxy that names a resource of this type is left with it when it is deleted: Envoy
    /// gives it up by itself once nothing uses it, and fails requests when it is taken away sooner.
    boolean keptWhileUsed() {
        return this == SECRET || this == EXTENSION_CONFIG;
    }

    /// Whether a proxy is left with a deleted resource of this type as long as it asks for it: some
    /// filter is configured by it then, if only one of connections that end, and without it would
    /// answer every request with 500.
    boolean keptWhileAskedFor() {
        return this == EXTENSION_CONFIG;
    }

    /// Whether a response holds one resource only. Envoy 1.40 does not name the one that it
    /// refuses, has taken note of it nevertheless, and acknowledges it when it is sent again; for
    /// the same reason a proxy that refused one is sent what it had before.
    boolean sentOneByOne() {
        return this == EXTENSION_CONFIG;
    }

    /// Whether resources of this type can name resources of the other one.
    boolean canName(ResourceType other) {
        return switch (this) {
            case CLUSTER -> other == ENDPOINT || other == SECRET || other == EXTENSION_CONFIG;
            case LISTENER -> other != LISTENER;
            case SCOPED_ROUTE -> other == CLUSTER || other == ROUTE;
            case ROUTE, EXTENSION_CONFIG -> other == CLUSTER || other == SECRET;
            case ENDPOINT, SECRET -> false;
        };
    }
}
