// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.core.CaSecret;
import io.gatehouse.config.core.TlsSecret;
import io.gatehouse.engine.MaterialOrigin;
import io.gatehouse.engine.MaterialRef;
import io.gatehouse.engine.MaterialRole;
import io.gatehouse.engine.graph.Evaluation;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Finds what one `credentialName` means: a Secret in the gateway workload's namespace, as in
/// Istio, or else in that of the object that names it.
record CredentialLookup(CredentialNodes nodes, Evaluation e, CredentialRequest request) {

    Credential find() {
        return switch (CredentialName.parse(request.credentialName())) {
            case CredentialName.Anywhere(String name) -> inSecrets(name, namespaces());
            case CredentialName.InNamespace(String namespace, String name) ->
                    namespaces().contains(namespace)
                            ? inSecrets(name, Set.of(namespace))
                            : new Credential.Broken(
                                    "found %s, and Secrets of namespace %s are not for this gateway (expected: namespace %s)"
                                            .formatted(
                                                    request.credentialName(),
                                                    namespace,
                                                    String.join(" or ", namespaces())));
            case CredentialName.OfConfigMap(String namespace, String name) ->
                    inConfigMap(namespace, name);
            case CredentialName.OfMesh _ -> ofMesh();
            case CredentialName.Unusable(String why) -> new Credential.Broken(why);
        };
    }

    private Set<String> namespaces() {
        Set<String> namespaces = new LinkedHashSet<>();
        namespaces.add(request.workloadNamespace());
        namespaces.add(request.objectNamespace());
        return namespaces;
    }

    private Credential inSecrets(String name, Set<String> namespaces) {
        for (String namespace : namespaces) {
            Optional<Credential> found =
                    switch (request.role()) {
                        case KEY_PAIR -> keyPair(namespace, name);
                        case TRUSTED -> trusted(namespace, name);
                    };
            if (found.isPresent()) {
                return found.get();
            }
        }
        String where = String.join(" or ", namespaces);
        return switch (request.role()) {
            case KEY_PAIR ->
                    new Credential.Missing(
                            "no Secret %s in namespace %s".formatted(name, where),
                            "Make it with: kubectl create secret tls %s -n %s --cert=FILE --key=FILE"
                                    .formatted(name, last(namespaces)));
            case TRUSTED ->
                    new Credential.Missing(
                            "no CA certificates: there is no Secret %s in namespace %s%s"
                                    .formatted(name, where, ownSecret(name)),
                            "Make it with: kubectl create secret generic %s -n %s --from-file=ca.crt=FILE"
                                    .formatted(name, last(namespaces)));
        };
    }

    private static String ownSecret(String name) {
        String stripped = CredentialName.withoutAuthoritySuffix(name);
        return stripped.equals(name) ? "" : ", and no ca.crt in Secret " + stripped;
    }

    private static String last(Set<String> namespaces) {
        return List.copyOf(namespaces).getLast();
    }

    private Optional<Credential> keyPair(String namespace, String name) {
        ObjectKey key = new ObjectKey(Kind.SECRET, namespace, name);
        return keyPair(key, materialName(namespace, name));
    }

    private Optional<Credential> keyPair(ObjectKey key, String materialName) {
        MaterialOrigin origin = new MaterialOrigin.Stored(key);
        return e.get(nodes.keyPair, origin)
                .map(secret ->
                        switch (secret) {
                            case TlsSecret.Usable _ -> found(materialName, origin);
                            case TlsSecret.Unusable(String why) -> broken(origin, why);
                        });
    }

    /// The Secret of that name or, of a name with `-cacert`, the one without.
    private Optional<Credential> trusted(String namespace, String name) {
        ObjectKey key = new ObjectKey(Kind.SECRET, namespace, name);
        String materialName = materialName(namespace, name);
        Optional<Credential> named = trusted(key, materialName, false);
        return named.isPresent() || CredentialName.withoutAuthoritySuffix(name).equals(name)
                ? named
                : trusted(
                        new ObjectKey(
                                Kind.SECRET,
                                namespace,
                                CredentialName.withoutAuthoritySuffix(name)),
                        materialName,
                        true);
    }

    /// @param mayHaveNone whether it counts for nothing when it says nothing about a CA
    private Optional<Credential> trusted(ObjectKey key, String materialName, boolean mayHaveNone) {
        MaterialOrigin origin = new MaterialOrigin.Stored(key);
        return e.get(nodes.trusted, origin)
                .flatMap(secret ->
                        switch (secret) {
                            case CaSecret.Usable _ -> Optional.of(found(materialName, origin));
                            case CaSecret.Unusable(String why) -> Optional.of(broken(origin, why));
                            case CaSecret.None _ when mayHaveNone -> Optional.empty();
                            case CaSecret.None _ ->
                                    Optional.of(
                                            broken(
                                                    origin,
                                                    "has no CA certificates (expected: key ca.crt or cacert)"));
                        });
    }

    private Credential inConfigMap(String namespace, String name) {
        if (request.role() == MaterialRole.KEY_PAIR) {
            return new Credential.Broken(
                    "found %s, and a ConfigMap holds CA certificates only (expected: the name of a Secret)"
                            .formatted(request.credentialName()));
        }
        for (String candidate : List.of(name, CredentialName.withoutAuthoritySuffix(name))) {
            Optional<Credential> found =
                    trusted(
                            new ObjectKey(Kind.CONFIG_MAP, namespace, candidate),
                            CredentialName.CONFIG_MAP + namespace + "/" + name,
                            false);
            if (found.isPresent()) {
                return found.get();
            }
        }
        return new Credential.Missing(
                "no CA certificates: there is no ConfigMap %s in namespace %s"
                        .formatted(name, namespace),
                "Make it with: kubectl create configmap %s -n %s --from-file=ca.crt=FILE"
                        .formatted(name, namespace));
    }

    private Credential ofMesh() {
        ObjectKey key =
                new ObjectKey(Kind.SECRET, request.workloadNamespace(), MeshCertificate.SECRET);
        Optional<Credential> found =
                switch (request.role()) {
                    case KEY_PAIR -> keyPair(key, MeshCertificate.KEY_PAIR);
                    case TRUSTED -> trusted(key, MeshCertificate.TRUSTED, false);
                };
        return found.orElseGet(() ->
                new Credential.Missing(
                        "no mesh certificate: there is no Secret %s in namespace %s, and no mesh CA gives one"
                                .formatted(MeshCertificate.SECRET, request.workloadNamespace()),
                        "Put tls.crt, tls.key and ca.crt there, or use mode MUTUAL with a credentialName."));
    }

    private Credential found(String materialName, MaterialOrigin origin) {
        return new Credential.Found(new MaterialRef(materialName, origin, request.role()));
    }

    private static Credential broken(MaterialOrigin origin, String why) {
        return new Credential.Broken(origin + ": " + why);
    }

    /// Istio's names. Proxies ask for key pairs and for CAs by one set of names, so a name that
    /// could mean either says which, by a character that no Secret's name has.
    private String materialName(String namespace, String name) {
        boolean suffixed = name.endsWith(CredentialName.AUTHORITY_SUFFIX);
        String which =
                switch (request.role()) {
                    case KEY_PAIR -> suffixed ? "~key" : "";
                    case TRUSTED -> suffixed ? "" : "~cacert";
                };
        boolean own = namespace.equals(request.workloadNamespace());
        return CredentialName.KUBERNETES + (own ? "" : namespace + "/") + name + which;
    }
}
