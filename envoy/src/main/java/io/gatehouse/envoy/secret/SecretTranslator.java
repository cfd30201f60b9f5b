// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.secret;

import io.envoyproxy.envoy.config.core.v3.DataSource;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.Secret;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.TlsCertificate;
import io.gatehouse.routing.TlsMaterial;

/// Translates a certificate with its key. The result shows its key in `toString`: print it with
/// [io.gatehouse.envoy.EnvoyJson#redacted].
public final class SecretTranslator {
    private SecretTranslator() {}

    public static Secret translate(TlsMaterial material) {
        return Secret.newBuilder()
                .setName(material.name())
                .setTlsCertificate(
                        TlsCertificate.newBuilder()
                                .setCertificateChain(inline(material.certificateChain()))
                                .setPrivateKey(inline(material.privateKey())))
                .build();
    }

    private static DataSource inline(String pem) {
        return DataSource.newBuilder().setInlineString(pem).build();
    }
}
