// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.core.TlsSecret;
import io.gatehouse.engine.ConfigTables;
import io.gatehouse.engine.graph.Derivation;
import io.gatehouse.engine.graph.Evaluation;
import io.gatehouse.engine.graph.IncrementalGraph;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/// Finds the Secret that a `credentialName` means: first in the gateway workload's namespace, as
/// Istio does, then in the Gateway's own.
final class CredentialNodes {
    private static final String SCHEME = "kubernetes://";

    final Derivation<CredentialRequest, Credential> credential;

    /// What a Secret holds; absent if there is no such Secret.
    final Derivation<ObjectKey, Optional<TlsSecret>> content;

    CredentialNodes(IncrementalGraph graph, ConfigTables tables) {
        content =
                graph.derivation(
                        "TLS secret", (e, key) -> e.read(tables.secrets, key).map(TlsSecret::of));
        credential = graph.derivation("credential", this::credential);
    }

    private Credential credential(Evaluation e, CredentialRequest request) {
        String name = request.credentialName();
        String plain = name.startsWith(SCHEME) ? name.substring(SCHEME.length()) : name;
        if (plain.contains("/")) {
            return new Credential.Broken(
                    "credentialName %s: only the name of a Secret is supported yet"
                            .formatted(name));
        }
        Set<String> namespaces = new LinkedHashSet<>();
        namespaces.add(request.workloadNamespace());
        namespaces.add(request.gatewayNamespace());
        for (String namespace : namespaces) {
            ObjectKey key = new ObjectKey(Kind.SECRET, namespace, plain);
            Optional<TlsSecret> secret = e.get(content, key);
            if (secret.isPresent()) {
                boolean own = namespace.equals(request.workloadNamespace());
                return switch (secret.get()) {
                    case TlsSecret.Usable _ ->
                            new Credential.Found(
                                    key, SCHEME + (own ? plain : namespace + "/" + plain));
                    case TlsSecret.Unusable(String why) -> new Credential.Broken(key + ": " + why);
                };
            }
        }
        return new Credential.Missing(
                ("no Secret %s in namespace %s; the server is left out until there is one. Make it with: kubectl create"
                                + " secret tls %s -n %s --cert=FILE --key=FILE")
                        .formatted(
                                plain,
                                String.join(" or ", namespaces),
                                plain,
                                request.gatewayNamespace()));
    }
}
