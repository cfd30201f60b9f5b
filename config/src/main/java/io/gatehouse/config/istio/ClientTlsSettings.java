// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.istio;

import java.util.List;
import java.util.Optional;

/// TLS that the gateway starts towards a service.
///
/// @param credentialName of a Secret in the gateway workload's namespace
/// @param sni empty means the request's host
public record ClientTlsSettings(
        Mode mode,
        String clientCertificate,
        String privateKey,
        String caCertificates,
        String credentialName,
        List<String> subjectAltNames,
        String sni,
        Optional<Boolean> insecureSkipVerify,
        String caCrl) {
    public ClientTlsSettings {
        subjectAltNames = List.copyOf(subjectAltNames);
    }

    public enum Mode {
        DISABLE,
        SIMPLE,
        MUTUAL,
        ISTIO_MUTUAL
    }
}
