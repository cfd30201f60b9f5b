// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.FieldPath;
import io.gatehouse.config.Finding;
import io.gatehouse.config.FindingCode;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.istio.ClientTlsSettings;
import io.gatehouse.config.istio.ClientTlsSettings.Mode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What is to be said about the `tls` of a DestinationRule.
///
/// @param namesKnown whether something else says which names the service's certificate must have
record UpstreamTlsFindings(ObjectKey rule, UpstreamCredentials credentials, boolean namesKnown) {

    List<Finding> find(FieldPath policy, ClientTlsSettings tls) {
        FieldPath field = policy.field("tls");
        return Stream.of(
                        credentials.certificate(tls).flatMap(c -> problem(field, tls, c)),
                        credentials.authority(tls).flatMap(c -> problem(field, tls, c)),
                        unverified(field, tls),
                        anyName(field, tls))
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<Finding> problem(
            FieldPath field, ClientTlsSettings tls, Credential credential) {
        String why =
                switch (credential) {
                    case Credential.Found _ -> "";
                    case Credential.Missing(String what, String remedy) ->
                            what + "; requests get 503. " + remedy;
                    case Credential.Broken(String what) -> what + "; requests get 503";
                };
        return why.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        Finding.of(
                                FindingCode.UPSTREAM_CERTIFICATE,
                                rule,
                                tls.credentialName().isEmpty()
                                        ? field
                                        : field.field("credentialName"),
                                why));
    }

    private Optional<Finding> unverified(FieldPath field, ClientTlsSettings tls) {
        return tls.insecureSkipVerify().orElse(false) && starts(tls)
                ? Optional.of(
                        Finding.of(
                                FindingCode.SERVER_NOT_VERIFIED,
                                rule,
                                field.field("insecureSkipVerify"),
                                "whoever answers is taken for the service; give caCertificates or credentialName to have its certificate judged"))
                : Optional.empty();
    }

    private Optional<Finding> anyName(FieldPath field, ClientTlsSettings tls) {
        boolean open =
                starts(tls)
                        && !tls.insecureSkipVerify().orElse(false)
                        && !tls.sni().isEmpty()
                        && tls.subjectAltNames().isEmpty()
                        && !namesKnown;
        return open
                ? Optional.of(
                        Finding.of(
                                FindingCode.SERVER_NAME_OPEN,
                                rule,
                                field.field("sni"),
                                "the certificate's name is not compared with sni %s: any that the CA signed is accepted; add subjectAltNames: [%s]"
                                        .formatted(tls.sni(), tls.sni())))
                : Optional.empty();
    }

    private static boolean starts(ClientTlsSettings tls) {
        return tls.mode() == Mode.SIMPLE || tls.mode() == Mode.MUTUAL;
    }
}
