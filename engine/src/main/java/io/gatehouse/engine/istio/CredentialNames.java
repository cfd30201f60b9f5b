// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.istio.Gateway.TlsSettings;
import java.util.List;

/// The Secrets that a server's `tls` names: `credentialNames`, or else `credentialName`.
final class CredentialNames {
    private CredentialNames() {}

    static List<String> of(PlannedServer server) {
        return server.tls().map(CredentialNames::of).orElse(List.of());
    }

    private static List<String> of(TlsSettings tls) {
        if (!tls.credentialNames().isEmpty()) {
            return tls.credentialNames();
        }
        return tls.credentialName().isEmpty() ? List.of() : List.of(tls.credentialName());
    }
}
