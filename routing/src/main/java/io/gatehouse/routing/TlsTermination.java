// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

import java.util.List;

/// How a chain ends TLS.
///
/// @param certificates names of the [TlsMaterial] to offer, one per key type
/// @param cipherSuites OpenSSL names; empty means the proxy's own choice
/// @param applicationProtocols ALPN, most preferred first
public record TlsTermination(
        List<String> certificates,
        TlsVersion minimum,
        TlsVersion maximum,
        List<String> cipherSuites,
        List<String> applicationProtocols) {
    public TlsTermination {
        certificates = List.copyOf(certificates);
        cipherSuites = List.copyOf(cipherSuites);
        applicationProtocols = List.copyOf(applicationProtocols);
    }
}
