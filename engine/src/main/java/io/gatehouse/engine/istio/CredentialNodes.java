// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.Bytes;
import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.core.CaSecret;
import io.gatehouse.config.core.ConfigMap;
import io.gatehouse.config.core.Secret;
import io.gatehouse.config.core.SecretValue;
import io.gatehouse.config.core.TlsSecret;
import io.gatehouse.engine.ConfigTables;
import io.gatehouse.engine.GroupSecret;
import io.gatehouse.engine.MaterialOrigin;
import io.gatehouse.engine.graph.Derivation;
import io.gatehouse.engine.graph.Evaluation;
import io.gatehouse.engine.graph.IncrementalGraph;
import io.gatehouse.routing.TlsMaterial;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What stands behind each `credentialName`, and what is handed to proxies of it.
public final class CredentialNodes {
    final Derivation<CredentialRequest, Credential> credential;

    final Derivation<GroupSecret, TlsMaterial> material;

    /// What is there as a certificate with its key; absent if there is no such thing at all.
    final Derivation<MaterialOrigin, Optional<TlsSecret>> keyPair;

    /// As [#keyPair], as certificates to judge by.
    final Derivation<MaterialOrigin, Optional<CaSecret>> trusted;

    private final ConfigTables tables;

    public CredentialNodes(IncrementalGraph graph, ConfigTables tables) {
        this.tables = tables;
        keyPair = graph.derivation("key pair", (e, origin) -> data(e, origin).map(TlsSecret::of));
        trusted =
                graph.derivation(
                        "trusted certificates", (e, origin) -> data(e, origin).map(CaSecret::of));
        credential =
                graph.derivation(
                        "credential",
                        (e, request) -> new CredentialLookup(this, e, request).find());
        material = graph.derivation("TLS material", this::material);
    }

    private Optional<SortedMap<String, SecretValue>> data(Evaluation e, MaterialOrigin origin) {
        return switch (origin) {
            case MaterialOrigin.Stored(ObjectKey key) when key.kind() == Kind.CONFIG_MAP ->
                    e.read(tables.configMaps, key).map(CredentialNodes::values);
            case MaterialOrigin.Stored(ObjectKey key) ->
                    e.read(tables.secrets, key).map(Secret::data);
        };
    }

    private static SortedMap<String, SecretValue> values(ConfigMap configMap) {
        SortedMap<String, SecretValue> values = new TreeMap<>();
        configMap.data().forEach((key, text) -> values.put(key, new SecretValue(Bytes.utf8(text))));
        return values;
    }

    private TlsMaterial material(Evaluation e, GroupSecret key) {
        MaterialOrigin origin = key.material().origin();
        return switch (key.material().role()) {
            case KEY_PAIR -> keyPair(key, e.get(keyPair, origin).orElseThrow());
            case TRUSTED -> trusted(key, e.get(trusted, origin).orElseThrow());
        };
    }

    private static TlsMaterial keyPair(GroupSecret key, TlsSecret secret) {
        return switch (secret) {
            case TlsSecret.Usable(String chain, String privateKey, Optional<Bytes> staple) ->
                    new TlsMaterial.KeyPair(
                            key.name(),
                            chain,
                            privateKey,
                            staple.map(der -> new TlsMaterial.OcspStaple(der.base64())));
            case TlsSecret.Unusable(String why) -> throw unusable(key, why);
        };
    }

    private static TlsMaterial trusted(GroupSecret key, CaSecret secret) {
        return switch (secret) {
            case CaSecret.Usable(String certificates, Optional<String> revoked) ->
                    new TlsMaterial.TrustedCertificates(key.name(), certificates, revoked);
            case CaSecret.Unusable(String why) -> throw unusable(key, why);
            case CaSecret.None _ -> throw unusable(key, "it has none");
        };
    }

    private static IllegalStateException unusable(GroupSecret key, String why) {
        return new IllegalStateException(
                key.material().origin() + " is given to proxies although " + why);
    }
}
