// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.istio.ClientTlsSettings;
import io.gatehouse.config.istio.ClientTlsSettings.Mode;
import io.gatehouse.engine.MaterialOrigin;
import io.gatehouse.engine.MaterialRef;
import io.gatehouse.engine.MaterialRole;
import io.gatehouse.engine.ProxyGroup;
import io.gatehouse.engine.graph.Evaluation;
import java.util.Optional;

/// The certificates that TLS towards a service needs. Secrets are those of the gateway workload's
/// namespace, as in Istio.
record UpstreamCredentials(Evaluation e, CredentialNodes nodes, ProxyGroup proxy) {
    /// What `caCertificates` stands for when it says this or nothing.
    private static final String SYSTEM = "system";

    /// What the proxy shows to the service, where it shows anything.
    Optional<Credential> certificate(ClientTlsSettings tls) {
        return switch (tls.mode()) {
            case DISABLE, SIMPLE -> Optional.empty();
            case ISTIO_MUTUAL ->
                    Optional.of(stored(request(CredentialName.BUILTIN, MaterialRole.KEY_PAIR)));
            case MUTUAL ->
                    Optional.of(
                            tls.credentialName().isEmpty()
                                    ? files(tls)
                                    : stored(request(tls.credentialName(), MaterialRole.KEY_PAIR)));
        };
    }

    /// By what the service's certificate is judged, where it is judged at all.
    Optional<Credential> authority(ClientTlsSettings tls) {
        if (tls.mode() == Mode.DISABLE) {
            return Optional.empty();
        }
        if (tls.mode() == Mode.ISTIO_MUTUAL) {
            return Optional.of(stored(request(CredentialName.BUILTIN, MaterialRole.TRUSTED)));
        }
        if (tls.insecureSkipVerify().orElse(false)) {
            return Optional.empty();
        }
        return Optional.of(
                tls.credentialName().isEmpty()
                        ? trustedFile(tls)
                        : stored(
                                CredentialRequest.authorityOf(
                                        proxy.namespace(),
                                        proxy.namespace(),
                                        tls.credentialName())));
    }

    private CredentialRequest request(String name, MaterialRole role) {
        return new CredentialRequest(proxy.namespace(), proxy.namespace(), name, role);
    }

    private Credential stored(CredentialRequest request) {
        if (!proxy.known()) {
            return new Credential.Missing(
                    "the proxies have not proved who they are, and are given no secrets",
                    "Have them connect with the token of their service account.");
        }
        return e.get(nodes.credential, request);
    }

    private Credential files(ClientTlsSettings tls) {
        return e.get(
                nodes.fileCredential,
                new MaterialOrigin.KeyPairFiles(tls.clientCertificate(), tls.privateKey()));
    }

    private Credential trustedFile(ClientTlsSettings tls) {
        Optional<String> revoked = Optional.of(tls.caCrl()).filter(file -> !file.isEmpty());
        boolean system = tls.caCertificates().isEmpty() || tls.caCertificates().equals(SYSTEM);
        if (!system) {
            return e.get(
                    nodes.fileCredential,
                    new MaterialOrigin.AuthorityFiles(tls.caCertificates(), revoked));
        }
        Optional<String> path = proxy.systemRoots();
        if (path.isEmpty()) {
            return new Credential.Missing(
                    "no file with the certificates of public CAs is known on the gateway's machine",
                    "Name one in caCertificates, or a Secret in credentialName.");
        }
        return new Credential.Found(
                new MaterialRef(
                        "file-root:" + SYSTEM + revoked.map(file -> "~" + file).orElse(""),
                        new MaterialOrigin.AuthorityFiles(path.get(), revoked),
                        MaterialRole.TRUSTED));
    }
}
