// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.cluster;

import com.google.protobuf.Any;
import com.google.protobuf.Message;
import io.envoyproxy.envoy.config.core.v3.ProxyProtocolConfig;
import io.envoyproxy.envoy.config.core.v3.TransportSocket;
import io.envoyproxy.envoy.extensions.transport_sockets.proxy_protocol.v3.ProxyProtocolUpstreamTransport;
import io.envoyproxy.envoy.extensions.transport_sockets.raw_buffer.v3.RawBuffer;
import io.gatehouse.routing.ProxyHeader;
import io.gatehouse.routing.Upstream;
import java.util.Optional;

/// What a connection to an upstream starts with: a PROXY header, TLS, or both in this order.
final class TransportTranslator {
    private TransportTranslator() {}

    static Optional<TransportSocket> translate(Upstream upstream) {
        Optional<TransportSocket> tls =
                upstream.tls()
                        .map(origination ->
                                socket(
                                        "envoy.transport_sockets.tls",
                                        UpstreamTlsTranslator.translate(origination)));
        return upstream.proxyHeader().map(header -> proxyHeader(header, tls)).or(() -> tls);
    }

    private static TransportSocket proxyHeader(ProxyHeader header, Optional<TransportSocket> tls) {
        ProxyProtocolConfig.Version version =
                switch (header) {
                    case V1 -> ProxyProtocolConfig.Version.V1;
                    case V2 -> ProxyProtocolConfig.Version.V2;
                };
        return socket(
                "envoy.transport_sockets.upstream_proxy_protocol",
                ProxyProtocolUpstreamTransport.newBuilder()
                        .setConfig(ProxyProtocolConfig.newBuilder().setVersion(version))
                        .setTransportSocket(
                                tls.orElseGet(() ->
                                        socket(
                                                "envoy.transport_sockets.raw_buffer",
                                                RawBuffer.getDefaultInstance())))
                        .build());
    }

    private static TransportSocket socket(String name, Message config) {
        return TransportSocket.newBuilder().setName(name).setTypedConfig(Any.pack(config)).build();
    }
}
