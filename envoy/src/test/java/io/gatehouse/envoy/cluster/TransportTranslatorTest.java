// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import io.envoyproxy.envoy.config.core.v3.ProxyProtocolConfig.Version;
import io.envoyproxy.envoy.config.core.v3.TransportSocket;
import io.envoyproxy.envoy.extensions.transport_sockets.proxy_protocol.v3.ProxyProtocolUpstreamTransport;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext;
import io.gatehouse.routing.Balancing;
import io.gatehouse.routing.ConnectionRules;
import io.gatehouse.routing.Discovery;
import io.gatehouse.routing.PlaceUse;
import io.gatehouse.routing.ProxyHeader;
import io.gatehouse.routing.TlsOrigination;
import io.gatehouse.routing.TlsVersion;
import io.gatehouse.routing.Upstream;
import io.gatehouse.routing.UpstreamLimits;
import io.gatehouse.routing.UpstreamProtocol;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TransportTranslatorTest {
    private static final TlsOrigination TLS =
            new TlsOrigination(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of("a.test"),
                    false,
                    TlsVersion.AUTO,
                    List.of(),
                    List.of(),
                    List.of());

    private static Optional<TransportSocket> translate(
            Optional<TlsOrigination> tls, Optional<ProxyHeader> header) {
        return TransportTranslator.translate(
                new Upstream(
                        "u",
                        new Discovery.Delivered(),
                        UpstreamProtocol.HTTP1,
                        ConnectionRules.DEFAULT,
                        UpstreamLimits.NONE,
                        Balancing.DEFAULT,
                        PlaceUse.IGNORED,
                        Optional.empty(),
                        tls,
                        header));
    }

    @Test
    void plainTextNeedsNoSocket() {
        assertThat(translate(Optional.empty(), Optional.empty())).isEmpty();
    }

    @Test
    void tlsAlone() throws InvalidProtocolBufferException {
        TransportSocket socket = translate(Optional.of(TLS), Optional.empty()).orElseThrow();

        assertThat(socket.getName()).isEqualTo("envoy.transport_sockets.tls");
        assertThat(socket.getTypedConfig().unpack(UpstreamTlsContext.class).getSni())
                .isEqualTo("a.test");
    }

    @Test
    void aProxyHeaderGoesBeforeWhateverFollows() throws InvalidProtocolBufferException {
        ProxyProtocolUpstreamTransport plain = proxied(Optional.empty(), ProxyHeader.V1);
        ProxyProtocolUpstreamTransport secure = proxied(Optional.of(TLS), ProxyHeader.V2);

        assertThat(plain.getConfig().getVersion()).isEqualTo(Version.V1);
        assertThat(plain.getTransportSocket().getName())
                .isEqualTo("envoy.transport_sockets.raw_buffer");
        assertThat(secure.getConfig().getVersion()).isEqualTo(Version.V2);
        assertThat(secure.getTransportSocket().getName()).isEqualTo("envoy.transport_sockets.tls");
    }

    private static ProxyProtocolUpstreamTransport proxied(
            Optional<TlsOrigination> tls, ProxyHeader header)
            throws InvalidProtocolBufferException {
        TransportSocket socket = translate(tls, Optional.of(header)).orElseThrow();
        assertThat(socket.getName()).isEqualTo("envoy.transport_sockets.upstream_proxy_protocol");
        return socket.getTypedConfig().unpack(ProxyProtocolUpstreamTransport.class);
    }
}
