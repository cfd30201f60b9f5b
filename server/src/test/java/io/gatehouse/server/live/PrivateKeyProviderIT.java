// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.protobuf.Struct;
import io.envoyproxy.envoy.config.core.v3.Address;
import io.envoyproxy.envoy.config.core.v3.DataSource;
import io.envoyproxy.envoy.config.core.v3.SocketAddress;
import io.envoyproxy.envoy.config.core.v3.TransportSocket;
import io.envoyproxy.envoy.config.listener.v3.FilterChain;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.CommonTlsContext;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.PrivateKeyProvider;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.TlsCertificate;
import io.gatehouse.server.TestCertificates;
import io.gatehouse.testing.EnvoyResources;
import io.gatehouse.testing.EnvoyValidator;
import io.gatehouse.testing.EnvoyVerdict;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Why `privateKeyProvider` is told and not used: Envoy's own builds have none of Istio's. When
/// this fails, one has come.
class PrivateKeyProviderIT {
    @ParameterizedTest
    @ValueSource(strings = {"cryptomb", "qat"})
    void envoyHasNoSuchProvider(String name) {
        TlsCertificate certificate =
                TlsCertificate.newBuilder()
                        .setCertificateChain(
                                DataSource.newBuilder()
                                        .setInlineString(
                                                TestCertificates.issue("shop.example.com").chain()))
                        .setPrivateKeyProvider(
                                PrivateKeyProvider.newBuilder()
                                        .setProviderName(name)
                                        .setTypedConfig(Any.pack(Struct.getDefaultInstance())))
                        .build();

        EnvoyVerdict verdict =
                new EnvoyValidator(TestProxy.binary(), TestProxy.bootstrap(1))
                        .validate(
                                new EnvoyResources(
                                        List.of(listener(certificate)),
                                        List.of(),
                                        List.of(),
                                        List.of(),
                                        List.of()));

        assertThat(verdict.accepted()).isFalse();
        assertThat(verdict.words())
                .anyMatch(line -> line.contains("private key provider: " + name));
    }

    private static Listener listener(TlsCertificate certificate) {
        DownstreamTlsContext context =
                DownstreamTlsContext.newBuilder()
                        .setCommonTlsContext(
                                CommonTlsContext.newBuilder().addTlsCertificates(certificate))
                        .build();
        return Listener.newBuilder()
                .setName("tls")
                .setAddress(
                        Address.newBuilder()
                                .setSocketAddress(
                                        SocketAddress.newBuilder()
                                                .setAddress("127.0.0.1")
                                                .setPortValue(0)))
                .addFilterChains(
                        FilterChain.newBuilder()
                                .setTransportSocket(
                                        TransportSocket.newBuilder()
                                                .setName("envoy.transport_sockets.tls")
                                                .setTypedConfig(Any.pack(context))))
                .build();
    }
}
