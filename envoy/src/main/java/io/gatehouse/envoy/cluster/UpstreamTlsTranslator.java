// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.cluster;

import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.CertificateValidationContext;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.CommonTlsContext;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.CommonTlsContext.CombinedCertificateValidationContext;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.SdsSecretConfig;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.SubjectAltNameMatcher;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.SubjectAltNameMatcher.SanType;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.TlsParameters;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.TlsParameters.TlsProtocol;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext;
import io.envoyproxy.envoy.type.matcher.v3.StringMatcher;
import io.gatehouse.envoy.AdsSource;
import io.gatehouse.routing.PeerVerification;
import io.gatehouse.routing.TlsOrigination;
import io.gatehouse.routing.TlsVersion;

/// Translates the start of TLS towards an upstream; certificates travel apart, by SDS over the
/// aggregated stream. TLS 1.2 and 1.3 are spoken, as in Istio.
final class UpstreamTlsTranslator {
    private UpstreamTlsTranslator() {}

    static UpstreamTlsContext translate(TlsOrigination tls) {
        CommonTlsContext.Builder common =
                CommonTlsContext.newBuilder()
                        .setTlsParams(parameters(tls))
                        .addAllAlpnProtocols(tls.applicationProtocols());
        tls.certificate()
                .map(UpstreamTlsTranslator::secret)
                .ifPresent(common::addTlsCertificateSdsSecretConfigs);
        tls.server().ifPresent(server -> verify(server, common));
        return UpstreamTlsContext.newBuilder()
                .setCommonTlsContext(common)
                .setSni(tls.serverName().orElse(""))
                .build();
    }

    private static TlsParameters parameters(TlsOrigination tls) {
        return TlsParameters.newBuilder()
                .setTlsMinimumProtocolVersion(
                        tls.minimum() == TlsVersion.TLS_1_3
                                ? TlsProtocol.TLSv1_3
                                : TlsProtocol.TLSv1_2)
                .setTlsMaximumProtocolVersion(TlsProtocol.TLSv1_3)
                .addAllCipherSuites(tls.cipherSuites())
                .addAllEcdhCurves(tls.curves())
                .build();
    }

    private static void verify(PeerVerification server, CommonTlsContext.Builder common) {
        CertificateValidationContext.Builder own = CertificateValidationContext.newBuilder();
        server.subjectAltNames().stream()
                .map(UpstreamTlsTranslator::matcher)
                .forEach(own::addMatchTypedSubjectAltNames);
        server.trusted()
                .ifPresentOrElse(
                        trusted ->
                                common.setCombinedValidationContext(
                                        CombinedCertificateValidationContext.newBuilder()
                                                .setDefaultValidationContext(own)
                                                .setValidationContextSdsSecretConfig(
                                                        secret(trusted))),
                        () -> common.setValidationContext(own));
    }

    /// Envoy compares names of one kind only: which one, the name's form tells.
    private static SubjectAltNameMatcher matcher(String name) {
        return SubjectAltNameMatcher.newBuilder()
                .setSanType(
                        name.contains("://")
                                ? SanType.URI
                                : name.contains("@")
                                        ? SanType.EMAIL
                                        : name.matches("[0-9.]+|.*:.*")
                                                ? SanType.IP_ADDRESS
                                                : SanType.DNS)
                .setMatcher(StringMatcher.newBuilder().setExact(name))
                .build();
    }

    private static SdsSecretConfig secret(String name) {
        return SdsSecretConfig.newBuilder().setName(name).setSdsConfig(AdsSource.PATIENT).build();
    }
}
