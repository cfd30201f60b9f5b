// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

import java.util.List;
import java.util.Optional;

/// How TLS is started towards an [Upstream].
///
/// @param certificate name of the [TlsMaterial.KeyPair] to offer; absent means none
/// @param server how the server's certificate is judged; absent means not at all
/// @param serverName said in the hello; absent means the host of the request
/// @param matchRequestHost whether the certificate must be for the host of the request
/// @param minimum `AUTO` is 1.2
/// @param cipherSuites OpenSSL names; empty means the proxy's own choice
/// @param curves OpenSSL names; empty means the proxy's own choice
/// @param applicationProtocols ALPN; empty means as the requests are sent
public record TlsOrigination(
        Optional<String> certificate,
        Optional<PeerVerification> server,
        Optional<String> serverName,
        boolean matchRequestHost,
        TlsVersion minimum,
        List<String> cipherSuites,
        List<String> curves,
        List<String> applicationProtocols) {
    public TlsOrigination {
        cipherSuites = List.copyOf(cipherSuites);
        curves = List.copyOf(curves);
        applicationProtocols = List.copyOf(applicationProtocols);
    }
}
