// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.xds;

import io.grpc.BindableService;
import io.grpc.InsecureServerCredentials;
import io.grpc.ServerCredentials;
import java.net.InetSocketAddress;
import java.util.List;

/// Where proxies connect, how the connection is secured, and which of them may come that way.
///
/// @param address port 0 takes a free one
/// @param others further services on the same port; whom they serve is for them to judge
public record DiscoveryEndpoint(
        InetSocketAddress address,
        ServerCredentials credentials,
        ProxyDirectory directory,
        List<BindableService> others) {
    public DiscoveryEndpoint {
        others = List.copyOf(others);
    }

    /// Without TLS.
    public static DiscoveryEndpoint plaintext(InetSocketAddress address, ProxyDirectory directory) {
        return new DiscoveryEndpoint(
                address, InsecureServerCredentials.create(), directory, List.of());
    }
}
