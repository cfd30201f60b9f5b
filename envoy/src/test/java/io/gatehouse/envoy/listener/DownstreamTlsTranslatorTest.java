// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.listener;

import static org.assertj.core.api.Assertions.assertThat;

import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.CertificateValidationContext.TrustChainVerification;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.CommonTlsContext;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.SdsSecretConfig;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.TlsParameters;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.TlsParameters.TlsProtocol;
import io.gatehouse.routing.PeerVerification;
import io.gatehouse.routing.TlsTermination;
import io.gatehouse.routing.TlsVersion;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DownstreamTlsTranslatorTest {
    private static CommonTlsContext translate(
            List<String> certificates, TlsVersion minimum, TlsVersion maximum, String... ciphers) {
        TlsTermination tls =
                new TlsTermination(
                        certificates,
                        Optional.empty(),
                        false,
                        minimum,
                        maximum,
                        List.of(ciphers),
                        List.of(),
                        List.of("http/1.1"));
        return DownstreamTlsTranslator.translate(tls).getCommonTlsContext();
    }

    @ParameterizedTest
    @CsvSource({
        "AUTO, TLS_AUTO",
        "TLS_1_0, TLSv1_0",
        "TLS_1_1, TLSv1_1",
        "TLS_1_2, TLSv1_2",
        "TLS_1_3, TLSv1_3",
    })
    void versions(TlsVersion version, TlsProtocol protocol) {
        TlsParameters minimum =
                translate(List.of("a"), version, TlsVersion.AUTO, "AES128-SHA").getTlsParams();
        TlsParameters maximum =
                translate(List.of("a"), TlsVersion.AUTO, version, "AES128-SHA").getTlsParams();

        assertThat(minimum.getTlsMinimumProtocolVersion()).isEqualTo(protocol);
        assertThat(minimum.getTlsMaximumProtocolVersion()).isEqualTo(TlsProtocol.TLS_AUTO);
        assertThat(maximum.getTlsMaximumProtocolVersion()).isEqualTo(protocol);
        assertThat(maximum.getCipherSuitesList()).containsExactly("AES128-SHA");
    }

    @Test
    void leavesToEnvoyWhatNobodyAskedFor() {
        assertThat(translate(List.of("a"), TlsVersion.AUTO, TlsVersion.AUTO).hasTlsParams())
                .isFalse();
    }

    @Test
    void everyCertificateComesByItsName() {
        CommonTlsContext context =
                translate(
                        List.of("kubernetes://rsa", "kubernetes://ecdsa"),
                        TlsVersion.AUTO,
                        TlsVersion.AUTO);

        assertThat(context.getTlsCertificateSdsSecretConfigsList())
                .extracting(SdsSecretConfig::getName)
                .containsExactly("kubernetes://rsa", "kubernetes://ecdsa");
    }

    @Test
    void waitingForCertificatesEnds() {
        CommonTlsContext context = translate(List.of("a"), TlsVersion.AUTO, TlsVersion.AUTO);

        assertThat(context.getTlsCertificateSdsSecretConfigsList())
                .allSatisfy(secret ->
                        assertThat(secret.getSdsConfig().getInitialFetchTimeout().getSeconds())
                                .isPositive());
    }

    @Test
    void clientsAreJudgedByTheCaThatComesByItsName() {
        PeerVerification clients =
                new PeerVerification(
                        Optional.of("kubernetes://shop-cacert"),
                        List.of("client.example.com"),
                        List.of("SPKI"),
                        List.of("HASH"),
                        true);
        DownstreamTlsContext context =
                DownstreamTlsTranslator.translate(
                        new TlsTermination(
                                List.of("a"),
                                Optional.of(clients),
                                true,
                                TlsVersion.AUTO,
                                TlsVersion.AUTO,
                                List.of(),
                                List.of("X25519"),
                                List.of()));

        assertThat(context.getRequireClientCertificate().getValue()).isTrue();
        var combined = context.getCommonTlsContext().getCombinedValidationContext();
        assertThat(combined.getValidationContextSdsSecretConfig().getName())
                .isEqualTo("kubernetes://shop-cacert");
        var own = combined.getDefaultValidationContext();
        assertThat(own.getMatchTypedSubjectAltNamesList())
                .extracting(name -> name.getSanType() + " " + name.getMatcher().getExact())
                .containsExactly(
                        "DNS client.example.com",
                        "URI client.example.com",
                        "EMAIL client.example.com",
                        "IP_ADDRESS client.example.com");
        assertThat(own.getVerifyCertificateSpkiList()).containsExactly("SPKI");
        assertThat(own.getVerifyCertificateHashList()).containsExactly("HASH");
        assertThat(own.getTrustChainVerification())
                .isEqualTo(TrustChainVerification.ACCEPT_UNTRUSTED);
        assertThat(context.getCommonTlsContext().getTlsParams().getEcdhCurvesList())
                .containsExactly("X25519");
    }
}
