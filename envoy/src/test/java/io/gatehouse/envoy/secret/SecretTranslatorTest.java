// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.secret;

import static org.assertj.core.api.Assertions.assertThat;

import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.Secret;
import io.gatehouse.envoy.Golden;
import io.gatehouse.routing.TlsMaterial;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SecretTranslatorTest {
    @Test
    void certificateAndKeyAreInTheResource() {
        Secret secret =
                SecretTranslator.translate(
                        new TlsMaterial.KeyPair(
                                "kubernetes://my-tls-secret", "CHAIN", "KEY", Optional.empty()));

        assertThat(secret)
                .isEqualTo(
                        Golden.text(
                                Secret.getDefaultInstance(),
                                """
                                name: 'kubernetes://my-tls-secret'
                                tls_certificate {
                                  certificate_chain { inline_string: 'CHAIN' }
                                  private_key { inline_string: 'KEY' }
                                }
                                """));
    }

    @Test
    void filesAreReadByEnvoyAndReadAgainWhenTheirDirectoryChanges() {
        assertThat(
                        SecretTranslator.translate(
                                new TlsMaterial.KeyPairFiles("f", "/certs/a.crt", "/keys/a.key")))
                .isEqualTo(
                        Golden.text(
                                Secret.getDefaultInstance(),
                                """
                                name: 'f'
                                tls_certificate {
                                  certificate_chain { filename: '/certs/a.crt' }
                                  private_key { filename: '/keys/a.key' }
                                  watched_directory { path: '/certs' }
                                }
                                """));
        assertThat(
                        SecretTranslator.translate(
                                new TlsMaterial.TrustedFiles("f", "/ca.crt", Optional.of("x.crl"))))
                .isEqualTo(
                        Golden.text(
                                Secret.getDefaultInstance(),
                                """
                                name: 'f'
                                validation_context {
                                  trusted_ca { filename: '/ca.crt' }
                                  crl { filename: 'x.crl' }
                                  watched_directory { path: '/' }
                                }
                                """));
    }
}
