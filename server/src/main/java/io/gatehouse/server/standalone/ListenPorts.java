// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.standalone;

import com.google.protobuf.InvalidProtocolBufferException;
import io.envoyproxy.envoy.config.core.v3.SocketAddress;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.gatehouse.xds.ResourceSnapshot;
import io.gatehouse.xds.ResourceType;
import io.gatehouse.xds.VersionedResource;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;

/// Looks before Envoy starts whether its ports are free. Envoy would share a port with another
/// Envoy without a word.
final class ListenPorts {
    private ListenPorts() {}

    static void check(ResourceSnapshot resources) {
        for (VersionedResource listener : resources.all(ResourceType.LISTENER).values()) {
            try {
                check(listener.body().unpack(Listener.class));
            } catch (InvalidProtocolBufferException e) {
                throw new IllegalStateException(listener.name() + " is malformed", e);
            }
        }
    }

    private static void check(Listener listener) {
        if (!listener.getAddress().hasSocketAddress()) {
            return;
        }
        SocketAddress address = listener.getAddress().getSocketAddress();
        try {
            InetAddress local = InetAddress.getByName(address.getAddress());
            if (address.getProtocol() == SocketAddress.Protocol.UDP) {
                new DatagramSocket(address.getPortValue(), local).close();
            } else {
                new ServerSocket(address.getPortValue(), 1, local).close();
            }
        } catch (IOException e) {
            throw new StandaloneUnavailable(
                    "Port %d on %s cannot be opened (%s): stop what listens there, or map the gateway's port elsewhere, as in --ports 80=18080,443=18443."
                            .formatted(
                                    address.getPortValue(), address.getAddress(), e.getMessage()),
                    e);
        }
    }
}
