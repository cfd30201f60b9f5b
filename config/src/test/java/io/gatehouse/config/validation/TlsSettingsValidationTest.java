// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TlsSettingsValidationTest {
    @Test
    void whatIsAllowedGivesNoFinding() {
        assertThat(
                        tls(
                                "mode: MUTUAL, credentialName: a, subjectAltNames: [b], insecureSkipVerify: true,"
                                        + " ecdhCurves: [X25519MLKEM768, P-256], verifyCertificateSpki: [AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=],"
                                        + " verifyCertificateHash: ['aB:aB:aB:aB:aB:aB:aB:aB:aB:aB:aB:aB:aB:aB:aB:aB:aB:aB:aB:aB:aB:aB:aB:aB:aB:aB:aB:aB:aB:aB:aB:aB']"))
                .isEmpty();
        assertThat(
                        tls(
                                "mode: OPTIONAL_MUTUAL, tlsCertificates: [{serverCertificate: /a, privateKey: /b,"
                                        + " caCertificates: /c}]"))
                .isEmpty();
        assertThat(tls("mode: ISTIO_MUTUAL")).isEmpty();
        assertThat(tls("mode: PASSTHROUGH")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    mode: SIMPLE, credentialName: a, ecdhCurves: [P-1] | WARNING INVALID_VALUE .ecdhCurves[0]
                    mode: SIMPLE, credentialName: a, subjectAltNames: [b] | WARNING INVALID_VALUE .subjectAltNames
                    mode: SIMPLE, credentialName: a, insecureSkipVerify: true | WARNING INVALID_VALUE .insecureSkipVerify
                    mode: SIMPLE, credentialName: a, verifyCertificateSpki: [AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=] | WARNING INVALID_VALUE .verifyCertificateSpki
                    mode: SIMPLE, credentialName: a, verifyCertificateHash: [aBaBaBaBaBaBaBaBaBaBaBaBaBaBaBaBaBaBaBaBaBaBaBaBaBaBaBaBaBaBaBaB] | WARNING INVALID_VALUE .verifyCertificateHash
                    mode: MUTUAL, credentialName: a, verifyCertificateSpki: [a] | ERROR INVALID_VALUE .verifyCertificateSpki[0]
                    mode: MUTUAL, credentialName: a, verifyCertificateHash: [a] | ERROR INVALID_VALUE .verifyCertificateHash[0]
                    mode: MUTUAL, credentialName: a, subjectAltNames: [''] | ERROR MISSING_FIELD .subjectAltNames[0]
                    mode: MUTUAL, credentialName: a, caCrl: /b | ERROR INVALID_VALUE .caCrl
                    mode: MUTUAL, serverCertificate: /a, privateKey: /b | ERROR MISSING_FIELD .caCertificates
                    mode: SIMPLE, tlsCertificates: [{serverCertificate: /a}] | ERROR MISSING_FIELD .tlsCertificates[0].privateKey
                    mode: AUTO_PASSTHROUGH, credentialName: a | WARNING INVALID_VALUE
                    """)
    void findings(String yaml, String finding) {
        assertThat(tls(yaml)).containsExactly(Judged.below("spec.servers[0].tls", finding));
    }

    private static List<String> tls(String tls) {
        return Judged.problems(
                "{apiVersion: networking.istio.io/v1, kind: Gateway, metadata: {name: g}, spec: {servers:"
                        + " [{port: {number: 443, name: a, protocol: HTTPS}, hosts: [a.b], tls: {"
                        + tls
                        + "}}]}}");
    }
}
