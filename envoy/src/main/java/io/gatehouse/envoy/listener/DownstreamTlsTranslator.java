// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.listener;

import com.google.protobuf.BoolValue;
import io.envoyproxy.envoy.config.core.v3.ConfigSource;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.CommonTlsContext;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.SdsSecretConfig;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.TlsParameters;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.TlsParameters.TlsProtocol;
import io.gatehouse.envoy.AdsSource;
import io.gatehouse.routing.TlsTermination;
import io.gatehouse.routing.TlsVersion;
import java.time.Duration;

/// Translates the end of TLS at the gateway; certificates travel apart, by SDS over the aggregated
/// stream.
final class DownstreamTlsTranslator {
    /// How long a listener waits for a certificate. Endless waiting would keep every other server
    /// of a starting proxy from serving; after it, only handshakes that need the certificate fail.
    private static final ConfigSource CERTIFICATES = AdsSource.within(Duration.ofSeconds(5));

    private DownstreamTlsTranslator() {}

    static DownstreamTlsContext translate(TlsTermination tls) {
        CommonTlsContext.Builder common =
                CommonTlsContext.newBuilder().addAllAlpnProtocols(tls.applicationProtocols());
        for (String certificate : tls.certificates()) {
            common.addTlsCertificateSdsSecretConfigs(
                    SdsSecretConfig.newBuilder().setName(certificate).setSdsConfig(CERTIFICATES));
        }
        TlsParameters parameters = parameters(tls);
        if (!parameters.equals(TlsParameters.getDefaultInstance())) {
            common.setTlsParams(parameters);
        }
        return DownstreamTlsContext.newBuilder()
                .setCommonTlsContext(common)
                .setRequireClientCertificate(BoolValue.of(false))
                .build();
    }

    private static TlsParameters parameters(TlsTermination tls) {
        return TlsParameters.newBuilder()
                .setTlsMinimumProtocolVersion(version(tls.minimum()))
                .setTlsMaximumProtocolVersion(version(tls.maximum()))
                .addAllCipherSuites(tls.cipherSuites())
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
