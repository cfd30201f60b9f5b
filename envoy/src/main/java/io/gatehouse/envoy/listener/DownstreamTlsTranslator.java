// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.listener;

import com.google.protobuf.BoolValue;
import io.envoyproxy.envoy.config.core.v3.ConfigSource;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.CertificateValidationContext;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.CertificateValidationContext.TrustChainVerification;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.CommonTlsContext;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.CommonTlsContext.CombinedCertificateValidationContext;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.SdsSecretConfig;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.SubjectAltNameMatcher;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.SubjectAltNameMatcher.SanType;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.TlsParameters;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.TlsParameters.TlsProtocol;
import io.envoyproxy.envoy.type.matcher.v3.StringMatcher;
import io.gatehouse.envoy.AdsSource;
import io.gatehouse.routing.PeerVerification;
import io.gatehouse.routing.TlsTermination;
import io.gatehouse.routing.TlsVersion;
import java.time.Duration;
import java.util.List;

/// Translates the end of TLS at the gateway; certificates travel apart, by SDS over the aggregated
/// stream.
final class DownstreamTlsTranslator {
    /// How long a listener waits for a certificate. Endless waiting would keep every other server
    /// of a starting proxy from serving; after it, only handshakes that need the certificate fail.
    private static final ConfigSource CERTIFICATES = AdsSource.within(Duration.ofSeconds(5));

    /// A name of a client counts whatever its kind.
    private static final List<SanType> NAMES =
            List.of(SanType.DNS, SanType.URI, SanType.EMAIL, SanType.IP_ADDRESS);

    private DownstreamTlsTranslator() {}

    static DownstreamTlsContext translate(TlsTermination tls) {
        DownstreamTlsContext.Builder context =
                DownstreamTlsContext.newBuilder()
                        .setRequireClientCertificate(BoolValue.of(tls.clientsMust()));
        CommonTlsContext.Builder common =
                CommonTlsContext.newBuilder().addAllAlpnProtocols(tls.applicationProtocols());
        if (tls.isByServerName()) {
            CertificateByNameTranslator.apply(common, context);
        }
        for (String certificate : tls.certificates()) {
            common.addTlsCertificateSdsSecretConfigs(bySds(certificate));
        }
        tls.clients()
                .ifPresent(clients -> {
                    CertificateValidationContext own = validation(clients);
                    clients.trusted()
                            .ifPresentOrElse(
                                    trusted ->
                                            common.setCombinedValidationContext(
                                                    CombinedCertificateValidationContext
                                                            .newBuilder()
                                                            .setDefaultValidationContext(own)
                                                            .setValidationContextSdsSecretConfig(
                                                                    bySds(trusted))),
                                    () -> common.setValidationContext(own));
                });
        TlsParameters parameters = parameters(tls);
        if (!parameters.equals(TlsParameters.getDefaultInstance())) {
            common.setTlsParams(parameters);
        }
        return context.setCommonTlsContext(common).build();
    }

    private static SdsSecretConfig bySds(String material) {
        return SdsSecretConfig.newBuilder().setName(material).setSdsConfig(CERTIFICATES).build();
    }

    private static CertificateValidationContext validation(PeerVerification clients) {
        CertificateValidationContext.Builder validation =
                CertificateValidationContext.newBuilder()
                        .addAllVerifyCertificateSpki(clients.publicKeyHashes())
                        .addAllVerifyCertificateHash(clients.certificateHashes());
        for (String name : clients.subjectAltNames()) {
            for (SanType type : NAMES) {
                validation.addMatchTypedSubjectAltNames(
                        SubjectAltNameMatcher.newBuilder()
                                .setSanType(type)
                                .setMatcher(StringMatcher.newBuilder().setExact(name)));
            }
        }
        if (clients.acceptUntrusted()) {
            validation.setTrustChainVerification(TrustChainVerification.ACCEPT_UNTRUSTED);
        }
        return validation.build();
    }

    private static TlsParameters parameters(TlsTermination tls) {
        return TlsParameters.newBuilder()
                .setTlsMinimumProtocolVersion(version(tls.minimum()))
                .setTlsMaximumProtocolVersion(version(tls.maximum()))
                .addAllCipherSuites(tls.cipherSuites())
                .addAllEcdhCurves(tls.curves())
                .build();
    }

    private static TlsProtocol version(TlsVersion version) {
        return switch (version) {
            case AUTO -> TlsProtocol.TLS_AUTO;
            case TLS_1_0 -> TlsProtocol.TLSv1_0;
            case TLS_1_1 -> TlsProtocol.TLSv1_1;
            case TLS_1_2 -> TlsProtocol.TLSv1_2;
            case TLS_1_3 -> TlsProtocol.TLSv1_3;
        };
    }
}
