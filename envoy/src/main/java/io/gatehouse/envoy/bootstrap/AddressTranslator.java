// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.bootstrap;

import io.envoyproxy.envoy.config.core.v3.Address;
import io.envoyproxy.envoy.config.core.v3.Pipe;
import io.envoyproxy.envoy.config.core.v3.SocketAddress;
import java.nio.file.Path;

final class AddressTranslator {
    private AddressTranslator() {}

    static Address translate(HostAndPort address) {
        return Address.newBuilder()
                .setSocketAddress(
                        SocketAddress.newBuilder()
                                .setAddress(address.host())
                                .setPortValue(address.port()))
                .build();
    }

    /// To listen there; all of IPv6 is all of IPv4, too.
    static Address listening(HostAndPort address) {
        Address.Builder listening = translate(address).toBuilder();
        listening.getSocketAddressBuilder().setIpv4Compat(address.host().equals("::"));
        return listening.build();
    }

    static Address translate(AdminEndpoint admin) {
        return switch (admin) {
            case AdminEndpoint.Tcp tcp -> translate(tcp.address());
            case AdminEndpoint.UnixSocket unix -> pipe(unix.path());
        };
    }

    /// Only the owner of the process may use the socket.
    private static Address pipe(Path path) {
        return Address.newBuilder()
                .setPipe(Pipe.newBuilder().setPath(path.toString()).setMode(0600))
                .build();
    }
}
