// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.bootstrap;

import com.google.protobuf.Any;
import io.envoyproxy.envoy.config.core.v3.TransportSocket;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.CertificateValidationContext;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.CommonTlsContext;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.CommonTlsContext.CombinedCertificateValidationContext;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.SubjectAltNameMatcher;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.SubjectAltNameMatcher.SanType;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.TlsParameters;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.TlsParameters.TlsProtocol;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext;
import io.envoyproxy.envoy.type.matcher.v3.StringMatcher;

/// TLS to the control plane: the one that the certificate names, and no other.
final class XdsTlsTranslator {
    private XdsTlsTranslator() {}

    static TransportSocket translate(XdsTransport.Tls tls) {
        CommonTlsContext.Builder common =
                CommonTlsContext.newBuilder()
                        .setTlsParams(
                                TlsParameters.newBuilder()
                                        .setTlsMinimumProtocolVersion(TlsProtocol.TLSv1_2)
                                        .setTlsMaximumProtocolVersion(TlsProtocol.TLSv1_3))
                        .addAlpnProtocols("h2")
                        .setCombinedValidationContext(
                                CombinedCertificateValidationContext.newBuilder()
                                        .setDefaultValidationContext(named(tls.serverName()))
                                        .setValidationContextSdsSecretConfig(
                                                FileSecretTranslator.reference(tls.authority())));
        tls.identity()
                .map(FileSecretTranslator::reference)
                .ifPresent(common::addTlsCertificateSdsSecretConfigs);
        return TransportSocket.newBuilder()
                .setName("envoy.transport_sockets.tls")
                .setTypedConfig(
                        Any.pack(
                                UpstreamTlsContext.newBuilder()
                                        .setSni(tls.serverName())
                                        .setCommonTlsContext(common)
                                        .build()))
                .build();
    }

    private static CertificateValidationContext named(String serverName) {
        return CertificateValidationContext.newBuilder()
                .addMatchTypedSubjectAltNames(
                        SubjectAltNameMatcher.newBuilder()
                                .setSanType(SanType.DNS)
                                .setMatcher(StringMatcher.newBuilder().setExact(serverName)))
                .build();
    }
}
