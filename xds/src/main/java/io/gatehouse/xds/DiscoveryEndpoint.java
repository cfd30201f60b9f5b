// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.xds;

import io.grpc.InsecureServerCredentials;
import io.grpc.ServerCredentials;
import java.net.InetSocketAddress;

/// Where proxies connect, how the connection is secured, and which of them may come that way.
///
/// @param address port 0 takes a free one
public record DiscoveryEndpoint(
        InetSocketAddress address, ServerCredentials credentials, ProxyDirectory directory) {

    /// Without TLS.
    public static DiscoveryEndpoint plaintext(InetSocketAddress address, ProxyDirectory directory) {
        return new DiscoveryEndpoint(address, InsecureServerCredentials.create(), directory);
    }
}
