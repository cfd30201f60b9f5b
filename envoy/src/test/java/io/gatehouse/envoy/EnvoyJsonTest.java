// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Any;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import io.envoyproxy.envoy.config.core.v3.TransportSocket;
import io.envoyproxy.envoy.config.core.v3.TypedExtensionConfig;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.CommonTlsContext;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.Secret;
import io.gatehouse.envoy.secret.SecretTranslator;
import io.gatehouse.routing.TlsMaterial;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EnvoyJsonTest {
    private static final Secret SECRET =
            SecretTranslator.translate(
                    new TlsMaterial.KeyPair(
                            "kubernetes://my-tls-secret",
                            "THE CERTIFICATE",
                            "THE KEY",
                            Optional.empty()));

    @Test
    void hidesPrivateKeys() {
        assertThat(EnvoyJson.redacted(SECRET))
                .contains("THE CERTIFICATE", "[redacted]")
                .doesNotContain("THE KEY");
        assertThat(EnvoyJson.withSecrets(SECRET)).contains("THE CERTIFICATE", "THE KEY");
    }

    @Test
    void hidesPrivateKeysInsideOfTypedConfigurations() {
        TransportSocket socket =
                TransportSocket.newBuilder()
                        .setName("tls")
                        .setTypedConfig(
                                Any.pack(
                                        DownstreamTlsContext.newBuilder()
                                                .setCommonTlsContext(
                                                        CommonTlsContext.newBuilder()
                                                                .addTlsCertificates(
                                                                        SECRET.getTlsCertificate()))
                                                .build()))
                        .build();

        assertThat(EnvoyJson.redacted(socket))
                .contains("THE CERTIFICATE", "DownstreamTlsContext")
                .doesNotContain("THE KEY");
    }

    @Test
    void hidesSessionTicketKeys() {
        Secret tickets =
                Golden.text(
                        Secret.getDefaultInstance(),
                        "session_ticket_keys { keys { inline_string: 'ONE' } keys {"
                                + " inline_string: 'TWO' } }");

        assertThat(EnvoyJson.redacted(tickets))
                .containsOnlyOnce("sessionTicketKeys")
                .doesNotContain("ONE", "TWO");
    }

    @Test
    void sortsMaps() {
        List<String> names = List.of("zulu", "alfa", "mike", "kilo", "yankee", "bravo");
        Struct.Builder forwards = Struct.newBuilder();
        names.forEach(name -> forwards.putFields(name, Value.getDefaultInstance()));
        Struct.Builder backwards = Struct.newBuilder();
        names.reversed().forEach(name -> backwards.putFields(name, Value.getDefaultInstance()));
        TypedExtensionConfig nested =
                TypedExtensionConfig.newBuilder()
                        .setTypedConfig(Any.pack(backwards.build()))
                        .build();

        assertThat(EnvoyJson.withSecrets(forwards.build()))
                .isEqualTo(EnvoyJson.withSecrets(backwards.build()))
                .containsSubsequence("alfa", "bravo", "kilo", "mike", "yankee", "zulu");
        assertThat(EnvoyJson.redacted(nested)).containsSubsequence("alfa", "bravo", "zulu");
    }

    @Test
    void saysWhichTypeIsUnknown() {
        TypedExtensionConfig unknown =
                TypedExtensionConfig.newBuilder()
                        .setTypedConfig(Any.newBuilder().setTypeUrl("type.googleapis.com/no.Such"))
                        .build();

        assertThatThrownBy(() -> EnvoyJson.redacted(unknown))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no.Such");
    }
}
