// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import io.gatehouse.config.istio.Gateway.TlsCertificate;
import io.gatehouse.config.istio.Gateway.TlsSettings;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/// Rules for what a server's `tls` says of its clients' certificates.
final class ClientCertificateValidation {
    private static final Pattern BASE64_SHA_256 = Pattern.compile("[A-Za-z0-9+/]{43}=");
    private static final Pattern HEX_SHA_256 =
            Pattern.compile("[0-9a-fA-F]{64}|([0-9a-fA-F]{2}:){31}[0-9a-fA-F]{2}");

    private ClientCertificateValidation() {}

    /// Of the modes that ask for them.
    static void validate(Scope scope, TlsSettings tls) {
        boolean fromSecret = !tls.credentialName().isEmpty() || !tls.credentialNames().isEmpty();
        boolean authority =
                fromSecret
                        || !tls.caCertificates().isEmpty()
                        || !tls.caCertCredentialName().isEmpty()
                        || tls.tlsCertificates().stream()
                                .map(TlsCertificate::caCertificates)
                                .anyMatch(path -> !path.isEmpty());
        if (!authority) {
            scope.field("caCertificates")
                    .missing("mode " + tls.mode() + " needs the CA of the clients' certificates");
        }
        if (!tls.caCrl().isEmpty() && (fromSecret || !tls.caCertCredentialName().isEmpty())) {
            scope.field("caCrl")
                    .invalid(
                            "found a CRL file (expected: none; with credentialName it is in the Secret)");
        }
        Values.names(scope.field("subjectAltNames"), tls.subjectAltNames());
        scope.field("verifyCertificateSpki")
                .each(
                        tls.verifyCertificateSpki(),
                        (item, text) -> {
                            if (!BASE64_SHA_256.matcher(text).matches()) {
                                item.invalid(
                                        "found %s (expected: a SHA-256 in Base64, 44 characters)"
                                                .formatted(Scope.quote(text)));
                            }
                        });
        scope.field("verifyCertificateHash")
                .each(
                        tls.verifyCertificateHash(),
                        (item, text) -> {
                            if (!HEX_SHA_256.matcher(text).matches()) {
                                item.invalid(
                                        "found %s (expected: a SHA-256 in hexadecimal, 64 digits, or 32 pairs with colons)"
                                                .formatted(Scope.quote(text)));
                            }
                        });
    }

    /// Of mode SIMPLE, which asks for none.
    static void notAsked(Scope scope, TlsSettings tls) {
        Map<String, Boolean> fields = new LinkedHashMap<>();
        fields.put("caCertificates", !tls.caCertificates().isEmpty());
        fields.put("caCertCredentialName", !tls.caCertCredentialName().isEmpty());
        fields.put("subjectAltNames", !tls.subjectAltNames().isEmpty());
        fields.put("verifyCertificateSpki", !tls.verifyCertificateSpki().isEmpty());
        fields.put("verifyCertificateHash", !tls.verifyCertificateHash().isEmpty());
        fields.put("insecureSkipVerify", tls.insecureSkipVerify().orElse(false));
        fields.forEach((name, set) -> {
            if (set) {
                scope.field(name)
                        .doubtful(
                                "found a value, and mode SIMPLE asks clients for no certificate (expected: none, or mode MUTUAL or OPTIONAL_MUTUAL)");
            }
        });
    }
}
