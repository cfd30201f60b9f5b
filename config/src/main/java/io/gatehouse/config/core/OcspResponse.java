// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.core;

import io.gatehouse.config.Bytes;
import java.io.IOException;
import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.util.Optional;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.SingleResp;

/// A response of a certificate's OCSP responder, as `tls.ocsp-staple` holds it.
final class OcspResponse {
    private OcspResponse() {}

    /// Why Envoy would refuse it, and the certificate with it.
    static Optional<String> problem(Bytes der, X509Certificate leaf) {
        try {
            OCSPResp response = new OCSPResp(der.toArray());
            if (response.getStatus() != OCSPResp.SUCCESSFUL) {
                return Optional.of(
                        "is a response of status %d (expected: 0, successful)"
                                .formatted(response.getStatus()));
            }
            if (!(response.getResponseObject() instanceof BasicOCSPResp basic)) {
                return Optional.of("is no basic OCSP response");
            }
            SingleResp[] responses = basic.getResponses();
            if (responses.length != 1) {
                return Optional.of(
                        "answers for %d certificates (expected: one)".formatted(responses.length));
            }
            BigInteger serial = responses[0].getCertID().getSerialNumber();
            return serial.equals(leaf.getSerialNumber())
                    ? Optional.empty()
                    : Optional.of("is for another certificate than the first in tls.crt");
        } catch (IOException | OCSPException | RuntimeException _) {
            return Optional.of("is no OCSP response (expected: DER)");
        }
    }
}
