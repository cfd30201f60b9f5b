// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import io.gatehouse.config.istio.CipherSuites;
import io.gatehouse.config.istio.Gateway.TlsMode;
import io.gatehouse.config.istio.Gateway.TlsProtocol;
import io.gatehouse.config.istio.Gateway.TlsSettings;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Istio's rules for a server's `tls`.
final class TlsSettingsValidation {
    private static final List<String> CURVES =
            List.of("X25519MLKEM768", "X25519", "P-256", "P-384", "P-521");
    private static final Pattern SPKI = Pattern.compile("[A-Za-z0-9+/]{43}=");
    private static final Pattern HASH =
            Pattern.compile("[0-9a-fA-F]{64}|[0-9a-fA-F]{2}(?::[0-9a-fA-F]{2}){31}");

    private TlsSettingsValidation() {}

    /// @param plainHttp whether the server's protocol leaves nothing to TLS but a redirect
    static void validate(Scope scope, TlsSettings tls, boolean plainHttp) {
        versions(scope, tls);
        ciphers(scope.field("cipherSuites"), tls.cipherSuites());
        curves(scope.field("ecdhCurves"), tls.ecdhCurves());
        pins(scope, tls);
        switch (tls.mode()) {
            case SIMPLE -> {
                oneSource(scope, tls);
                serverCertificates(scope, tls);
                if (!tls.caCrl().isEmpty()) {
                    scope.field("caCrl").invalid("found a CRL with mode SIMPLE (expected: none)");
                }
                noClientCertificates(scope, tls);
            }
            case MUTUAL, OPTIONAL_MUTUAL -> {
                oneSource(scope, tls);
                serverCertificates(scope, tls);
                clientCertificates(scope, tls);
            }
            case ISTIO_MUTUAL -> noCertificates(scope, tls);
            case PASSTHROUGH, AUTO_PASSTHROUGH -> {
                oneSource(scope, tls);
                ignoredCertificates(scope, tls);
            }
        }
        if (tls.mode() != TlsMode.SIMPLE && !plainHttp) {
            scope.field("mode").notSupportedYet("mode " + tls.mode());
        }
        notTranslated(scope, tls);
    }

    private static void versions(Scope scope, TlsSettings tls) {
        TlsProtocol min = tls.minProtocolVersion();
        TlsProtocol max = tls.maxProtocolVersion();
        boolean old = min == TlsProtocol.TLSV1_0 || min == TlsProtocol.TLSV1_1;
        if (old && tls.cipherSuites().isEmpty()) {
            scope.field("minProtocolVersion")
                    .doubtful(
                            "found %s without cipherSuites, and the default ones need TLSV1_2"
                                    .formatted(min));
        }
        if (max != TlsProtocol.TLS_AUTO && min.compareTo(max) > 0) {
            scope.field("maxProtocolVersion")
                    .doubtful(
                            "found %s, which is below minProtocolVersion %s: no client can connect"
                                    .formatted(max, min));
        }
    }

    static void ciphers(Scope scope, List<String> suites) {
        Set<String> seen = new HashSet<>();
        scope.each(
                suites,
                (item, suite) -> {
                    if (!CipherSuites.isUsable(suite)) {
                        item.doubtful(
                                "found %s, which is left out (expected: one of %s)"
                                        .formatted(
                                                Scope.quote(suite),
                                                String.join(", ", CipherSuites.KNOWN)));
                    } else if (!seen.add(suite)) {
                        item.doubtful("found %s twice".formatted(Scope.quote(suite)));
                    }
                });
    }

    /// Envoy refuses a listener for a curve that it does not know.
    static void curves(Scope scope, List<String> curves) {
        scope.each(
                curves,
                (item, curve) -> {
                    if (!CURVES.contains(curve)) {
                        item.invalid(
                                "found %s (expected: one of %s)"
                                        .formatted(Scope.quote(curve), String.join(", ", CURVES)));
                    }
                });
    }

    private static void pins(Scope scope, TlsSettings tls) {
        scope.field("verifyCertificateSpki")
                .each(
                        tls.verifyCertificateSpki(),
                        (item, hash) -> {
                            if (!SPKI.matcher(hash).matches()) {
                                item.invalid(
                                        "found %s (expected: a SHA-256 hash in base64, 44 characters)"
                                                .formatted(Scope.quote(hash)));
                            }
                        });
        scope.field("verifyCertificateHash")
                .each(
                        tls.verifyCertificateHash(),
                        (item, hash) -> {
                            if (!HASH.matcher(hash).matches()) {
                                item.invalid(
                                        "found %s (expected: a SHA-256 hash as 64 hexadecimal digits, or in pairs with colons)"
                                                .formatted(Scope.quote(hash)));
                            }
                        });
        scope.field("subjectAltNames")
                .each(
                        tls.subjectAltNames(),
                        (item, name) -> {
                            if (name.isEmpty()) {
                                item.missing("a name must not be empty");
                            }
                        });
    }

    /// What is said about clients' certificates where none is asked for.
    private static void noClientCertificates(Scope scope, TlsSettings tls) {
        String why = "mode " + tls.mode() + " asks clients for no certificate";
        if (!tls.subjectAltNames().isEmpty()) {
            scope.field("subjectAltNames").noEffect(why);
        }
        if (!tls.verifyCertificateSpki().isEmpty()) {
            scope.field("verifyCertificateSpki").noEffect(why);
        }
        if (!tls.verifyCertificateHash().isEmpty()) {
            scope.field("verifyCertificateHash").noEffect(why);
        }
        if (tls.insecureSkipVerify().isPresent()) {
            scope.field("insecureSkipVerify").noEffect(why);
        }
    }

    private static void oneSource(Scope scope, TlsSettings tls) {
        boolean files = !tls.serverCertificate().isEmpty() && !tls.privateKey().isEmpty();
        Values.oneOf(
                scope,
                "credentialName, credentialNames, serverCertificate with privateKey, and"
                        + " tlsCertificates",
                files,
                !tls.credentialName().isEmpty(),
                !tls.credentialNames().isEmpty(),
                !tls.tlsCertificates().isEmpty());
    }

    private static boolean fromSecret(TlsSettings tls) {
        return !tls.credentialName().isEmpty() || !tls.credentialNames().isEmpty();
    }

    private static void serverCertificates(Scope scope, TlsSettings tls) {
        if (fromSecret(tls)) {
            return;
        }
        if (tls.tlsCertificates().isEmpty()) {
            if (tls.serverCertificate().isEmpty() && tls.privateKey().isEmpty()) {
                scope.field("credentialName")
                        .missing("mode " + tls.mode() + " needs the name of a Secret");
            } else {
                files(scope, tls.serverCertificate(), tls.privateKey());
            }
        }
        scope.field("tlsCertificates")
                .each(
                        tls.tlsCertificates(),
                        (item, c) -> files(item, c.serverCertificate(), c.privateKey()));
        if (tls.tlsCertificates().size() > 2) {
            scope.field("tlsCertificates")
                    .doubtful(
                            "found %d (expected: at most 2, one RSA and one ECDSA)"
                                    .formatted(tls.tlsCertificates().size()));
        }
    }

    private static void files(Scope scope, String certificate, String key) {
        if (certificate.isEmpty()) {
            scope.field("serverCertificate").missing("a private key needs its certificate");
        }
        if (key.isEmpty()) {
            scope.field("privateKey").missing("a certificate needs its private key");
        }
    }

    private static void clientCertificates(Scope scope, TlsSettings tls) {
        boolean caFile =
                !tls.caCertificates().isEmpty()
                        || tls.tlsCertificates().stream()
                                .anyMatch(c -> !c.caCertificates().isEmpty());
        if (!fromSecret(tls) && !caFile && tls.caCertCredentialName().isEmpty()) {
            scope.field("caCertificates")
                    .missing("mode " + tls.mode() + " needs the CA of the clients' certificates");
        }
        if (!tls.caCrl().isEmpty() && !tls.credentialName().isEmpty()) {
            scope.field("caCrl")
                    .invalid(
                            "found a CRL file (expected: none; with credentialName it is in the Secret)");
        }
    }

    private static void noCertificates(Scope scope, TlsSettings tls) {
        List.of(
                        new Given("serverCertificate", !tls.serverCertificate().isEmpty()),
                        new Given("privateKey", !tls.privateKey().isEmpty()),
                        new Given("caCertificates", !tls.caCertificates().isEmpty()),
                        new Given("tlsCertificates", !tls.tlsCertificates().isEmpty()),
                        new Given("credentialName", !tls.credentialName().isEmpty()),
                        new Given("credentialNames", !tls.credentialNames().isEmpty()))
                .stream()
                .filter(Given::set)
                .forEach(given ->
                        scope.field(given.field)
                                .invalid(
                                        "found a value (expected: none; mode ISTIO_MUTUAL"
                                                + " uses the mesh's certificates)"));
    }

    private record Given(String field, boolean set) {}

    private static void ignoredCertificates(Scope scope, TlsSettings tls) {
        boolean texts =
                Stream.of(
                                tls.caCrl(),
                                tls.serverCertificate(),
                                tls.privateKey(),
                                tls.caCertificates(),
                                tls.credentialName())
                        .anyMatch(text -> !text.isEmpty());
        if (texts || !tls.tlsCertificates().isEmpty() || !tls.credentialNames().isEmpty()) {
            scope.doubtful(
                    "found certificates with mode %s, which uses none; did you mean mode SIMPLE?"
                            .formatted(tls.mode()));
        }
    }

    private static void notTranslated(Scope scope, TlsSettings tls) {
        scope.notSupportedYet("serverCertificate", !tls.serverCertificate().isEmpty());
        scope.notSupportedYet("privateKey", !tls.privateKey().isEmpty());
        scope.notSupportedYet("caCertificates", !tls.caCertificates().isEmpty());
        scope.notSupportedYet("caCrl", !tls.caCrl().isEmpty());
        scope.notSupportedYet("caCertCredentialName", !tls.caCertCredentialName().isEmpty());
        scope.notSupportedYet("tlsCertificates", !tls.tlsCertificates().isEmpty());
        scope.notSupportedYet("subjectAltNames", !tls.subjectAltNames().isEmpty());
        scope.notSupportedYet("verifyCertificateSpki", !tls.verifyCertificateSpki().isEmpty());
        scope.notSupportedYet("verifyCertificateHash", !tls.verifyCertificateHash().isEmpty());
        scope.notSupportedYet("ecdhCurves", !tls.ecdhCurves().isEmpty());
        scope.notSupportedYet("insecureSkipVerify", tls.insecureSkipVerify().isPresent());
    }
}
