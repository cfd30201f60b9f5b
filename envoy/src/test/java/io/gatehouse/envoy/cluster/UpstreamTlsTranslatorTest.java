// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.CommonTlsContext;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.SubjectAltNameMatcher.SanType;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.TlsParameters;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.TlsParameters.TlsProtocol;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext;
import io.gatehouse.routing.PeerVerification;
import io.gatehouse.routing.TlsOrigination;
import io.gatehouse.routing.TlsVersion;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpstreamTlsTranslatorTest {
    private static CommonTlsContext translate(
            Optional<String> certificate, Optional<PeerVerification> server) {
        return UpstreamTlsTranslator.translate(
                        new TlsOrigination(
                                certificate,
                                server,
                                Optional.empty(),
                                false,
                                TlsVersion.AUTO,
                                List.of(),
                                List.of(),
                                List.of()))
                .getCommonTlsContext();
    }

    private static PeerVerification verification(Optional<String> trusted, String... names) {
        return new PeerVerification(trusted, List.of(names), List.of(), List.of(), false);
    }

    @Test
    void theHello() {
        UpstreamTlsContext context =
                UpstreamTlsTranslator.translate(
                        new TlsOrigination(
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of("a.test"),
                                false,
                                TlsVersion.AUTO,
                                List.of("CIPHER"),
                                List.of("P-256"),
                                List.of("h2")));

        assertThat(context.getSni()).isEqualTo("a.test");
        assertThat(context.getCommonTlsContext().getAlpnProtocolsList()).containsExactly("h2");
        assertThat(context.getCommonTlsContext().getTlsParams())
                .isEqualTo(
                        TlsParameters.newBuilder()
                                .setTlsMinimumProtocolVersion(TlsProtocol.TLSv1_2)
                                .setTlsMaximumProtocolVersion(TlsProtocol.TLSv1_3)
                                .addCipherSuites("CIPHER")
                                .addEcdhCurves("P-256")
                                .build());
    }

    @Test
    void certificatesAreDelivered() {
        CommonTlsContext common =
                translate(Optional.of("mine"), Optional.of(verification(Optional.of("theirs"))));

        assertThat(common.getTlsCertificateSdsSecretConfigs(0).getName()).isEqualTo("mine");
        assertThat(
                        common.getCombinedValidationContext()
                                .getValidationContextSdsSecretConfig()
                                .getName())
                .isEqualTo("theirs");
    }

    @Test
    void withoutVerificationAnyServerWillDo() {
        CommonTlsContext common = translate(Optional.empty(), Optional.empty());

        assertThat(common.getTlsCertificateSdsSecretConfigsList()).isEmpty();
        assertThat(common.hasValidationContext()).isFalse();
        assertThat(common.hasCombinedValidationContext()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "a.example.com, DNS",
        "spiffe://cluster.local/ns/a/sa/b, URI",
        "a@example.com, EMAIL",
        "192.0.2.1, IP_ADDRESS",
        "2001:db8::1, IP_ADDRESS"
    })
    void theFormOfANameTellsItsKind(String name, SanType type) {
        CommonTlsContext common =
                translate(Optional.empty(), Optional.of(verification(Optional.empty(), name)));

        assertThat(common.getValidationContext().getMatchTypedSubjectAltNamesList())
                .singleElement()
                .satisfies(matcher -> assertThat(matcher.getSanType()).isEqualTo(type))
                .satisfies(matcher -> assertThat(matcher.getMatcher().getExact()).isEqualTo(name));
    }
}
