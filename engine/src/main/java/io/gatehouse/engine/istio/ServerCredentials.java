// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.FieldPath;
import io.gatehouse.config.istio.Gateway.TlsSettings;
import io.gatehouse.engine.MaterialOrigin.KeyPairFiles;
import io.gatehouse.engine.MaterialOrigin.OnProxy;
import io.gatehouse.engine.MaterialRole;
import io.gatehouse.engine.graph.Evaluation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The TLS material that a server's `tls` names: certificates to show, one of each kind of key, and
/// the CA of its clients where the mode asks for their certificates.
///
/// @param authority absent in the modes that do not ask clients for anything
record ServerCredentials(List<Need> keyPairs, Optional<Need> authority) {
    ServerCredentials {
        keyPairs = List.copyOf(keyPairs);
    }

    Stream<Need> all() {
        return Stream.concat(keyPairs.stream(), authority.stream());
    }

    /// Whether at least one certificate is there, and the CA if there must be one.
    boolean suffice() {
        return keyPairs.stream().anyMatch(ServerCredentials::isFound)
                && authority.stream().allMatch(ServerCredentials::isFound);
    }

    private static boolean isFound(Need need) {
        return need.credential() instanceof Credential.Found;
    }

    static ServerCredentials of(
            CredentialNodes nodes, Evaluation e, String workloadNamespace, PlannedServer server) {
        Reader reader =
                new Reader(
                        nodes,
                        e,
                        workloadNamespace,
                        server.gateway().namespace(),
                        FieldPath.of("spec.servers").index(server.index()).field("tls"));
        return server.tls()
                .map(reader::read)
                .orElseGet(() -> new ServerCredentials(List.of(), Optional.empty()));
    }

    private record Reader(
            CredentialNodes nodes,
            Evaluation e,
            String workloadNamespace,
            String gatewayNamespace,
            FieldPath field) {

        ServerCredentials read(TlsSettings tls) {
            return switch (tls.mode()) {
                case SIMPLE -> new ServerCredentials(keyPairs(tls), Optional.empty());
                case MUTUAL, OPTIONAL_MUTUAL ->
                        new ServerCredentials(keyPairs(tls), Optional.of(authority(tls)));
                case ISTIO_MUTUAL ->
                        new ServerCredentials(
                                List.of(
                                        ofSecret(
                                                "mode",
                                                CredentialName.BUILTIN,
                                                MaterialRole.KEY_PAIR)),
                                Optional.of(
                                        ofSecret(
                                                "mode",
                                                CredentialName.BUILTIN,
                                                MaterialRole.TRUSTED)));
                case PASSTHROUGH, AUTO_PASSTHROUGH ->
                        new ServerCredentials(List.of(), Optional.empty());
            };
        }

        private List<Need> keyPairs(TlsSettings tls) {
            List<Need> needs = new ArrayList<>();
            if (!tls.credentialNames().isEmpty()) {
                for (int i = 0; i < tls.credentialNames().size(); i++) {
                    needs.add(
                            need(
                                    field.field("credentialNames").index(i),
                                    request(tls.credentialNames().get(i), MaterialRole.KEY_PAIR)));
                }
            } else if (!tls.credentialName().isEmpty()) {
                needs.add(ofSecret("credentialName", tls.credentialName(), MaterialRole.KEY_PAIR));
            } else {
                List<KeyPairFiles> files = TlsFiles.keyPairs(tls);
                for (int i = 0; i < files.size(); i++) {
                    FieldPath place =
                            tls.tlsCertificates().isEmpty()
                                    ? field.field("serverCertificate")
                                    : field.field("tlsCertificates").index(i);
                    needs.add(ofFiles(place, files.get(i)));
                }
            }
            return needs;
        }

        private Need authority(TlsSettings tls) {
            if (!tls.caCertCredentialName().isEmpty()) {
                return ofSecret(
                        "caCertCredentialName", tls.caCertCredentialName(), MaterialRole.TRUSTED);
            }
            if (!tls.credentialNames().isEmpty()) {
                return need(
                        field.field("credentialNames").index(0),
                        authorityOf(tls.credentialNames().getFirst()));
            }
            if (!tls.credentialName().isEmpty()) {
                return need(field.field("credentialName"), authorityOf(tls.credentialName()));
            }
            return ofFiles(field.field("caCertificates"), TlsFiles.authority(tls));
        }

        private Need ofSecret(String name, String credential, MaterialRole role) {
            return need(field.field(name), request(credential, role));
        }

        private Need ofFiles(FieldPath place, OnProxy files) {
            return new Need(place, e.get(nodes.fileCredential, files));
        }

        private Need need(FieldPath place, CredentialRequest request) {
            return new Need(place, e.get(nodes.credential, request));
        }

        private CredentialRequest request(String name, MaterialRole role) {
            return new CredentialRequest(workloadNamespace, gatewayNamespace, name, role);
        }

        private CredentialRequest authorityOf(String name) {
            return CredentialRequest.authorityOf(workloadNamespace, gatewayNamespace, name);
        }
    }
}
