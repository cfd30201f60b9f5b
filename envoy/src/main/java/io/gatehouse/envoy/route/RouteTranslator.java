// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.route;

import com.google.protobuf.BoolValue;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.UInt32Value;
import com.google.protobuf.WireFormat;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.envoyproxy.envoy.config.route.v3.VirtualHost;
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
        return assemble(table.name(), hosts);
    }

    public static VirtualHost hostRoutes(HostRoutes host) {
        return VirtualHostTranslator.translate(host);
    }

    /// Puts hosts that were translated before into one table.
    ///
    /// @param hosts sorted by name
    public static RouteConfiguration assemble(String table, List<VirtualHost> hosts) {
        return CONSTANTS.toBuilder().setName(table).addAllVirtualHosts(hosts).build();
    }

    /// The bytes of what [#assemble] makes, from the bytes of its hosts, without reading them.
    ///
    /// @param hosts each a serialised [VirtualHost], sorted by name
    public static ByteString assembleSerialized(String table, Collection<ByteString> hosts) {
        ByteString name = RouteConfiguration.newBuilder().setName(table).build().toByteString();
        ByteString constants = CONSTANTS.toByteString();
        ByteString.Output bytes = ByteString.newOutput(sizeOf(name, hosts, constants));
        try {
            name.writeTo(bytes);
            CodedOutputStream output = CodedOutputStream.newInstance(bytes);
            for (ByteString host : hosts) {
                output.writeTag(
                        RouteConfiguration.VIRTUAL_HOSTS_FIELD_NUMBER,
                        WireFormat.WIRETYPE_LENGTH_DELIMITED);
                output.writeBytesNoTag(host);
            }
            output.flush();
            constants.writeTo(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return bytes.toByteString();
    }

    private static int sizeOf(ByteString name, Collection<ByteString> hosts, ByteString constants) {
        return name.size()
                + hosts.stream().mapToInt(RouteTranslator::sizeAsField).sum()
                + constants.size();
    }

    private static int sizeAsField(ByteString host) {
        return CodedOutputStream.computeBytesSize(
                RouteConfiguration.VIRTUAL_HOSTS_FIELD_NUMBER, host);
    }
}
