// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import io.gatehouse.config.istio.ClientTlsSettings;
import io.gatehouse.config.istio.ClientTlsSettings.Mode;
import java.util.List;
import java.util.stream.Stream;

/// Istio's rules for TLS towards a service.
final class ClientTlsValidation {
    private static final int LONGEST_SNI = 255;

    private ClientTlsValidation() {}

    static void validate(Scope scope, ClientTlsSettings tls) {
        switch (tls.mode()) {
            case SIMPLE, MUTUAL -> {
                verification(scope, tls);
                certificates(scope, tls);
            }
            case ISTIO_MUTUAL ->
                    ignored(scope, tls, "mode ISTIO_MUTUAL uses the mesh's certificates");
            case DISABLE -> ignored(scope, tls, "mode DISABLE speaks no TLS");
        }
        if (tls.sni().length() > LONGEST_SNI) {
            scope.field("sni")
                    .invalid(
                            "found %d characters (expected: at most %d)"
                                    .formatted(tls.sni().length(), LONGEST_SNI));
        } else if (tls.sni().indexOf('*') >= 0) {
            scope.field("sni")
                    .doubtful("found a wildcard (expected: the one name to ask the server for)");
        }
        Values.names(scope.field("subjectAltNames"), tls.subjectAltNames());
    }

    private static void verification(Scope scope, ClientTlsSettings tls) {
        if (!tls.insecureSkipVerify().orElse(false)) {
            return;
        }
        boolean ca =
                !tls.caCertificates().isEmpty()
                        || (tls.mode() == Mode.SIMPLE && !tls.credentialName().isEmpty());
        if (ca || !tls.subjectAltNames().isEmpty()) {
            scope.field("insecureSkipVerify")
                    .invalid(
                            "found true beside what to verify by (expected: no caCertificates, no"
                                    + " subjectAltNames, and with mode SIMPLE no credentialName)");
        }
    }

    private static void certificates(Scope scope, ClientTlsSettings tls) {
        if (!tls.credentialName().isEmpty()) {
            boolean files =
                    Stream.of(
                                    tls.clientCertificate(),
                                    tls.privateKey(),
                                    tls.caCertificates(),
                                    tls.caCrl())
                            .anyMatch(file -> !file.isEmpty());
            if (files) {
                scope.field("credentialName")
                        .invalid(
                                "found a Secret and files (expected: one of them; the Secret may hold"
                                        + " the CA and the CRL too)");
            }
            return;
        }
        boolean certificate = !tls.clientCertificate().isEmpty();
        boolean key = !tls.privateKey().isEmpty();
        if (tls.mode() == Mode.MUTUAL) {
            if (!certificate && !key) {
                scope.field("credentialName")
                        .missing(
                                "mode MUTUAL needs the name of a Secret, or clientCertificate and"
                                        + " privateKey");
            } else if (!certificate) {
                scope.field("clientCertificate").missing("a private key needs its certificate");
            } else if (!key) {
                scope.field("privateKey").missing("a certificate needs its private key");
            }
        } else if (certificate || key) {
            scope.doubtful(
                    "found a certificate with mode SIMPLE, which sends none; did you mean mode MUTUAL?");
        }
    }

    private static void ignored(Scope scope, ClientTlsSettings tls, String why) {
        boolean given =
                Stream.of(
                                List.of(tls.clientCertificate(), tls.privateKey()),
                                List.of(tls.caCertificates(), tls.caCrl(), tls.credentialName()))
                        .flatMap(List::stream)
                        .anyMatch(value -> !value.isEmpty());
        if (given) {
            scope.doubtful("found certificates, which have no effect: " + why);
        }
    }
}
