// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.route;

import com.google.protobuf.BoolValue;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.UInt32Value;
import com.google.protobuf.UnsafeByteOperations;
import io.envoyproxy.envoy.config.core.v3.HeaderValueOption;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.envoyproxy.envoy.config.route.v3.VirtualHost;
import io.gatehouse.envoy.HeaderOption;
import io.gatehouse.routing.HostRoutes;
import io.gatehouse.routing.RouteTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/// Translates a table of hosts into a route configuration. A large table need not be translated
/// again for one host: translate that host, keep the others, and assemble. A request whose host is
/// in no virtual host gets Envoy's own 404.
public final class RouteTranslator {
    /// Istio's limit for the body of a fixed response.
    private static final int MAX_FIXED_BODY_BYTES = 1 << 20;

    /// How long clients may remember that HTTP/3 is spoken.
    private static final long HTTP3_SECONDS = 86_400;

    private static final RouteConfiguration CONSTANTS =
            RouteConfiguration.newBuilder()
                    .setValidateClusters(BoolValue.of(false))
                    .setMaxDirectResponseBodySizeBytes(UInt32Value.of(MAX_FIXED_BODY_BYTES))
                    .setIgnorePortInHostMatching(true)
                    .build();

    private RouteTranslator() {}

    public static RouteConfiguration translate(RouteTable table) {
        List<VirtualHost> hosts =
                table.hosts().stream()
                        .sorted(Comparator.comparing(HostRoutes::name))
                        .map(RouteTranslator::hostRoutes)
                        .toList();
        return frame(table).toBuilder().addAllVirtualHosts(hosts).build();
    }

    public static VirtualHost hostRoutes(HostRoutes host) {
        return VirtualHostTranslator.translate(host);
    }

    /// The bytes of what [#translate] makes, from the bytes of its hosts, without reading them.
    ///
    /// @param frame all but the hosts
    /// @param hosts each a serialised [VirtualHost], sorted by name
    public static ByteString assembleSerialized(
            RouteConfiguration frame, Collection<ByteString> hosts) {
        ByteString name =
                RouteConfiguration.newBuilder().setName(frame.getName()).build().toByteString();
        ByteString rest = frame.toBuilder().clearName().build().toByteString();
        byte[] bytes = new byte[sizeOf(name, hosts, rest)];
        CodedOutputStream output = CodedOutputStream.newInstance(bytes);
        try {
            output.writeRawBytes(name);
            for (ByteString host : hosts) {
                output.writeBytes(RouteConfiguration.VIRTUAL_HOSTS_FIELD_NUMBER, host);
            }
            output.writeRawBytes(rest);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return UnsafeByteOperations.unsafeWrap(bytes);
    }

    /// The table without its hosts.
    public static RouteConfiguration frame(RouteTable table) {
        RouteConfiguration.Builder frame = CONSTANTS.toBuilder().setName(table.name());
        table.http3Port()
                .map(RouteTranslator::alternative)
                .ifPresent(frame::addResponseHeadersToAdd);
        return frame.build();
    }

    /// Tells clients that this port speaks HTTP/3 too.
    private static HeaderValueOption alternative(int port) {
        return HeaderOption.overwriting(
                "alt-svc", "h3=\":%d\"; ma=%d".formatted(port, HTTP3_SECONDS));
    }

    private static int sizeOf(ByteString name, Collection<ByteString> hosts, ByteString rest) {
        return name.size()
                + hosts.stream().mapToInt(RouteTranslator::sizeAsField).sum()
                + rest.size();
    }

    private static int sizeAsField(ByteString host) {
        return CodedOutputStream.computeBytesSize(
                RouteConfiguration.VIRTUAL_HOSTS_FIELD_NUMBER, host);
    }
}
