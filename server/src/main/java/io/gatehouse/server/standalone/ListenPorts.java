// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.standalone;

import io.gatehouse.xds.ResourceSnapshot;
import io.gatehouse.xds.ResourceType;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/// Looks before Envoy starts whether its ports are free. Envoy would share a port with another
/// Envoy without a word.
final class ListenPorts {
    private ListenPorts() {}

    static void check(ResourceSnapshot resources) {
        for (String listener : resources.all(ResourceType.LISTENER).keySet()) {
            int split = listener.lastIndexOf('_');
            check(listener.substring(0, split), Integer.parseInt(listener.substring(split + 1)));
        }
    }

    private static void check(String address, int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName(address))) {
            socket.setReuseAddress(false);
        } catch (IOException e) {
            throw new StandaloneUnavailable(
                    "Port %d on %s cannot be opened (%s): stop what listens there, or map the gateway's port elsewhere, as in --ports 80=18080,443=18443."
                            .formatted(port, address, e.getMessage()),
                    e);
        }
    }
}
