// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.core;

import java.security.cert.X509Certificate;
import java.time.Instant;

/// When something signed holds, both ends included.
public record Lifetime(Instant from, Instant until) {
    static Lifetime of(X509Certificate certificate) {
        return new Lifetime(
                certificate.getNotBefore().toInstant(), certificate.getNotAfter().toInstant());
    }
}
