// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.core.CaSecret;
import io.gatehouse.config.core.TlsSecret;
import io.gatehouse.engine.FileMaterial;
import io.gatehouse.engine.MaterialOrigin.AuthorityFiles;
import io.gatehouse.engine.MaterialOrigin.KeyPairFiles;
import io.gatehouse.engine.MaterialOrigin.OnProxy;
import io.gatehouse.engine.MaterialRef;
import io.gatehouse.engine.MaterialRole;
import io.gatehouse.engine.graph.Evaluation;
import java.util.Optional;

/// Judges files where the control plane can read them, and leaves that to the proxy where not.
/// Their names are Istio's.
final class FileLookup {
    private FileLookup() {}

    static Credential find(CredentialNodes nodes, Evaluation e, OnProxy files) {
        Credential found = new Credential.Found(ref(files));
        if (files.paths().anyMatch(String::isEmpty)) {
            return new Credential.Broken(
                    switch (files) {
                        case KeyPairFiles _ ->
                                "a certificate needs both serverCertificate and privateKey";
                        case AuthorityFiles _ ->
                                "no CA certificates for clients (expected: caCertificates or caCertCredentialName)";
                    });
        }
        Optional<FileMaterial> material = nodes.files(e, files);
        if (material.isEmpty()) {
            return found;
        }
        if (material.get() instanceof FileMaterial.Unreadable(String why)) {
            return new Credential.Broken(why);
        }
        return switch (files) {
            case KeyPairFiles(String certificate, String key) ->
                    switch (e.get(nodes.keyPair, files).orElseThrow()) {
                        case TlsSecret.Usable _ -> found;
                        case TlsSecret.Unusable(String why) ->
                                new Credential.Broken(
                                        files
                                                + ": "
                                                + why.replace("tls.crt", certificate)
                                                        .replace("tls.key", key));
                    };
            case AuthorityFiles(String certificates, Optional<String> revoked) ->
                    switch (e.get(nodes.trusted, files).orElseThrow()) {
                        case CaSecret.Usable _ -> found;
                        case CaSecret.None _ -> new Credential.Broken(certificates + " is empty");
                        case CaSecret.Unusable(String why) ->
                                new Credential.Broken(
                                        files
                                                + ": "
                                                + why.replace("ca.crt", certificates)
                                                        .replace("ca.crl", revoked.orElse("")));
                    };
        };
    }

    private static MaterialRef ref(OnProxy files) {
        return switch (files) {
            case KeyPairFiles(String certificate, String key) ->
                    new MaterialRef(
                            "file-cert:" + certificate + "~" + key, files, MaterialRole.KEY_PAIR);
            case AuthorityFiles(String certificates, Optional<String> revoked) ->
                    new MaterialRef(
                            "file-root:" + certificates + revoked.map("~"::concat).orElse(""),
                            files,
                            MaterialRole.TRUSTED);
        };
    }
}
