// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.route;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Struct;
import com.google.protobuf.UnsafeByteOperations;
import com.google.protobuf.Value;
import io.envoyproxy.envoy.config.core.v3.Metadata;
import io.envoyproxy.envoy.config.route.v3.DirectResponseAction;
import io.envoyproxy.envoy.config.route.v3.Route;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.envoyproxy.envoy.config.route.v3.RouteMatch;
import io.envoyproxy.envoy.config.route.v3.ScopedRouteConfiguration;
import io.envoyproxy.envoy.config.route.v3.ScopedRouteConfiguration.Key;
import io.envoyproxy.envoy.config.route.v3.VirtualHost;
import io.gatehouse.envoy.RouteScope;
import io.gatehouse.envoy.filter.HttpFilterChain;
import io.gatehouse.envoy.filter.WiderScopeFilter;
import io.gatehouse.routing.MisdirectedRequests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;

/// Translates a table of hosts into scopes: one for each exact host, one for all others. The routes
/// are in the scope itself, so that a proxy never has one without the other.
public final class ScopedRouteTranslator {
    /// Tells [WiderScopeFilter] that the host is found.
    private static final VirtualHost FOUND =
            VirtualHost.newBuilder()
                    .setMetadata(
                            Metadata.newBuilder()
                                    .putFilterMetadata(
                                            WiderScopeFilter.NAME,
                                            Struct.newBuilder()
                                                    .putFields(
                                                            WiderScopeFilter.FOUND,
                                                            Value.newBuilder()
                                                                    .setBoolValue(true)
                                                                    .build())
                                                    .build()))
                    .build();

    /// What Envoy answers without a route. With none the request would go on to the wildcards.
    private static final VirtualHost NOT_FOUND =
            VirtualHost.newBuilder()
                    .addRoutes(
                            Route.newBuilder()
                                    .setMatch(RouteMatch.newBuilder().setPrefix("/"))
                                    .setDirectResponse(
                                            DirectResponseAction.newBuilder().setStatus(404)))
                    .build();

    private static final ByteString OF_HOST = FOUND.toByteString();
    private static final ByteString OF_OPEN_HOST = OF_HOST.concat(NOT_FOUND.toByteString());

    private static final List<String> OWN_HEADERS =
            List.of(RouteScope.HEADER, MisdirectedRequests.SERVER_NAME);

    private static final ByteString HOST_SCOPE =
            RouteConfiguration.newBuilder()
                    .addAllRequestHeadersToRemove(OWN_HEADERS)
                    .putAllTypedPerFilterConfig(HttpFilterChain.OFF_WHERE_HOST_IS_FOUND)
                    .build()
                    .toByteString();

    private static final ByteString ROUTES_ON_DEMAND =
            RouteConfiguration.newBuilder()
                    .addAllRequestHeadersToRemove(OWN_HEADERS)
                    .putAllTypedPerFilterConfig(HttpFilterChain.OFF_WHERE_HOST_IS_ASKED_FOR)
                    .build()
                    .toByteString();

    private static final ByteString WILDCARD_SCOPE =
            RouteConfiguration.newBuilder()
                    .addAllRequestHeadersToRemove(OWN_HEADERS)
                    .build()
                    .toByteString();

    private ScopedRouteTranslator() {}

    /// The bytes of an exact host's scope.
    ///
    /// @param table all but the hosts
    /// @param host a serialised [VirtualHost]
    /// @param takesAll whether its last route takes every request
    public static ByteString assembleSerialized(
            RouteConfiguration table, String domain, ByteString host, boolean takesAll) {
        return scope(
                RouteScope.resourceName(table.getName(), domain),
                RouteScope.key(table.getName(), domain),
                table,
                List.of(complete(host, takesAll)),
                HOST_SCOPE);
    }

    private static ByteString complete(ByteString host, boolean takesAll) {
        return host.concat(takesAll ? OF_HOST : OF_OPEN_HOST);
    }

    /// An exact host's scope that names its routes, which the proxy asks for when it needs them.
    public static ScopedRouteConfiguration onDemand(String table, String domain) {
        String key = RouteScope.key(table, domain);
        return keyed(RouteScope.resourceName(table, domain), key)
                .setOnDemand(true)
                .setRouteConfigurationName(key)
                .build();
    }

    /// The bytes of the routes that [#onDemand] names.
    ///
    /// @param table all but the hosts
    /// @param host a serialised [VirtualHost]
    /// @param takesAll whether its last route takes every request
    public static ByteString routesOnDemand(
            RouteConfiguration table, String domain, ByteString host, boolean takesAll) {
        return routes(
                RouteScope.key(table.getName(), domain),
                table,
                List.of(complete(host, takesAll)),
                ROUTES_ON_DEMAND);
    }

    /// The bytes of the scope with all other hosts of the table.
    ///
    /// @param table all but the hosts
    /// @param hosts each a serialised [VirtualHost], sorted by name
    public static ByteString assembleSerialized(
            RouteConfiguration table, Collection<ByteString> hosts) {
        String name = RouteScope.wildcards(table.getName());
        return scope(name, name, table, hosts, WILDCARD_SCOPE);
    }

    /// Parts of a message one after the other are the whole message.
    private static ByteString scope(
            String name,
            String keyed,
            RouteConfiguration table,
            Collection<ByteString> hosts,
            ByteString ofScope) {
        return keyed(name, keyed)
                .build()
                .toByteString()
                .concat(asField(routes(keyed, table, hosts, ofScope)));
    }

    private static ByteString routes(
            String name,
            RouteConfiguration table,
            Collection<ByteString> hosts,
            ByteString ofScope) {
        RouteConfiguration renamed = table.toBuilder().setName(name).build();
        return RouteTranslator.assembleSerialized(renamed, hosts).concat(ofScope);
    }

    private static ScopedRouteConfiguration.Builder keyed(String name, String keyed) {
        Key.Fragment key = Key.Fragment.newBuilder().setStringKey(keyed).build();
        return ScopedRouteConfiguration.newBuilder()
                .setName(name)
                .setKey(Key.newBuilder().addFragments(key));
    }

    private static ByteString asField(ByteString routes) {
        int field = ScopedRouteConfiguration.ROUTE_CONFIGURATION_FIELD_NUMBER;
        byte[] bytes = new byte[CodedOutputStream.computeBytesSize(field, routes)];
        try {
            CodedOutputStream.newInstance(bytes).writeBytes(field, routes);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return UnsafeByteOperations.unsafeWrap(bytes);
    }
}
