// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import io.gatehouse.config.istio.CipherSuites;
import io.gatehouse.config.istio.EcdhCurves;
import io.gatehouse.config.istio.Gateway.TlsProtocol;
import io.gatehouse.config.istio.Gateway.TlsSettings;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Istio's rules for a server's `tls`.
final class TlsSettingsValidation {
    private TlsSettingsValidation() {}

    /// @param plainHttp whether the server's protocol leaves nothing to TLS but a redirect
    static void validate(Scope scope, TlsSettings tls, boolean plainHttp) {
        versions(scope, tls);
        ciphers(scope.field("cipherSuites"), tls.cipherSuites());
        curves(scope.field("ecdhCurves"), tls.ecdhCurves());
        switch (tls.mode()) {
            case SIMPLE -> {
                oneSource(scope, tls);
                serverCertificates(scope, tls);
                if (!tls.caCrl().isEmpty()) {
                    scope.field("caCrl").invalid("found a CRL with mode SIMPLE (expected: none)");
                }
                if (!plainHttp) {
                    ClientCertificateValidation.notAsked(scope, tls);
                }
            }
            case MUTUAL, OPTIONAL_MUTUAL -> {
                oneSource(scope, tls);
                serverCertificates(scope, tls);
                ClientCertificateValidation.validate(scope, tls);
            }
            case ISTIO_MUTUAL -> {
                noCertificates(scope, tls);
                meshParameters(scope, tls);
            }
            case PASSTHROUGH, AUTO_PASSTHROUGH -> {
                oneSource(scope, tls);
                ignoredCertificates(scope, tls);
            }
        }
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

    static void ciphers(Scope scope, List<String> names) {
        known(scope, names, CipherSuites::isUsable, CipherSuites.KNOWN);
    }

    static void curves(Scope scope, List<String> names) {
        known(scope, names, EcdhCurves.KNOWN::contains, EcdhCurves.KNOWN);
    }

    private static void known(
            Scope scope, List<String> items, Predicate<String> usable, List<String> known) {
        Set<String> seen = new HashSet<>();
        scope.each(
                items,
                (item, name) -> {
                    if (!usable.test(name)) {
                        item.doubtful(
                                "found %s, which is left out (expected: one of %s)"
                                        .formatted(Scope.quote(name), String.join(", ", known)));
                    } else if (!seen.add(name)) {
                        item.doubtful("found %s twice".formatted(Scope.quote(name)));
                    }
                });
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

    /// Members of the mesh agree on these without being told.
    private static void meshParameters(Scope scope, TlsSettings tls) {
        Map.of(
                        "minProtocolVersion", tls.minProtocolVersion() != TlsProtocol.TLS_AUTO,
                        "maxProtocolVersion", tls.maxProtocolVersion() != TlsProtocol.TLS_AUTO,
                        "cipherSuites", !tls.cipherSuites().isEmpty(),
                        "ecdhCurves", !tls.ecdhCurves().isEmpty(),
                        "caCertCredentialName", !tls.caCertCredentialName().isEmpty(),
                        "caCrl", !tls.caCrl().isEmpty())
                .entrySet()
                .stream()
                .filter(Map.Entry::getValue)
                .map(Map.Entry::getKey)
                .sorted()
                .forEach(name ->
                        scope.field(name)
                                .doubtful("found a value, which mode ISTIO_MUTUAL does not use"));
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
}
