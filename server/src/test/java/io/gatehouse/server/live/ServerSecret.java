// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import io.gatehouse.testing.ClientIdentity;
import java.util.Map;

/// A key pair for `*.example.com`, with an elliptic curve's key.
final class ServerSecret {
    static final TestAuthority AUTHORITY = TestAuthority.make("servers-ca");

    private static final ClientIdentity SERVER = AUTHORITY.issue("*.example.com");

    private ServerSecret() {}

    static String yaml(String name) {
        return Yaml.secret(
                name, Map.of("tls.crt", Pem.certificate(SERVER), "tls.key", Pem.key(SERVER)));
    }
}
