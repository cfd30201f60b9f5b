// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

/// What becomes of `X-Forwarded-Client-Cert`, by which an application learns who its client is.
public enum CertificateHeader {
    /// Taken away.
    SANITIZE,
    /// Passed on as it came, on connections whose client has shown a certificate.
    FORWARD_ONLY,
    /// The same, with this client's certificate added.
    APPEND_FORWARD,
    /// Set to this client's certificate, whatever came.
    SANITIZE_SET,
    /// Passed on as it came.
    ALWAYS_FORWARD_ONLY
}
