// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.certificate;

/// A certificate with its private key, in PEM. Its text form shows nothing of the key.
///
/// @param chain the certificate alone: its issuer is what a client trusts
public record IssuedCertificate(String chain, String key) {
    @Override
    public String toString() {
        return "IssuedCertificate[***]";
    }
}
