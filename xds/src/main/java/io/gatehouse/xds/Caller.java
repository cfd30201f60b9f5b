// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.xds;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/// Who opened a stream, as far as its connection and headers tell. Its text form shows no token.
///
/// @param token that followed `Bearer` in the header `authorization`
/// @param certificates the client's own first, each verified against what the endpoint trusts
public record Caller(Optional<String> token, List<X509Certificate> certificates) {
    public Caller {
        certificates = List.copyOf(certificates);
    }

    /// Of the call of the discovery server that the thread is about to answer.
    public static Caller current() {
        return CallerReader.current();
    }

    /// Whether there is anything by which it could be known.
    public boolean hasCredentials() {
        return token.isPresent() || !certificates.isEmpty();
    }

    @Override
    public String toString() {
        return "Caller[token=%s, certificates=%d]"
                .formatted(token.isPresent() ? "***" : "none", certificates.size());
    }
}
