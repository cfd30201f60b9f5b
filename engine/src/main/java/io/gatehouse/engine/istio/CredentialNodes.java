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
import io.gatehouse.engine.FileMaterial;
import io.gatehouse.engine.GroupSecret;
import io.gatehouse.engine.MaterialOrigin;
import io.gatehouse.engine.MaterialRef;
import io.gatehouse.engine.WallClock;
import io.gatehouse.engine.graph.Derivation;
import io.gatehouse.engine.graph.Evaluation;
import io.gatehouse.engine.graph.IncrementalGraph;
import io.gatehouse.routing.TlsMaterial;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What stands behind each `credentialName`, and what is handed to proxies of it.
public final class CredentialNodes {
    final Derivation<CredentialRequest, Credential> credential;

    /// What became of files that a server or upstream names.
    final Derivation<MaterialOrigin.OnProxy, Credential> fileCredential;

    final Derivation<GroupSecret, TlsMaterial> material;

    /// What its users should know about material that is served.
    final Derivation<MaterialRef, List<MaterialRemark>> remarks;

    /// What is there as a certificate with its key; absent if there is no such thing at all.
    final Derivation<MaterialOrigin, Optional<TlsSecret>> keyPair;

    /// As [#keyPair], as certificates to judge by.
    final Derivation<MaterialOrigin, Optional<CaSecret>> trusted;

    private final ConfigTables tables;

    public CredentialNodes(IncrementalGraph graph, ConfigTables tables, WallClock clock) {
        this.tables = tables;
        keyPair = graph.derivation("key pair", (e, origin) -> data(e, origin).map(TlsSecret::of));
        trusted =
                graph.derivation(
                        "trusted certificates", (e, origin) -> data(e, origin).map(CaSecret::of));
        credential =
                graph.derivation(
                        "credential",
                        (e, request) -> new CredentialLookup(this, e, request).find());
        fileCredential =
                graph.derivation("file credential", (e, files) -> FileLookup.find(this, e, files));
        material = graph.derivation("TLS material", this::material);
        remarks =
                graph.derivation(
                        "TLS material remarks",
                        (e, ref) -> MaterialRemark.of(this, e, ref, clock.read(e)));
    }

    Optional<FileMaterial> files(Evaluation e, MaterialOrigin.OnProxy files) {
        return e.read(tables.files, files);
    }

    private Optional<SortedMap<String, SecretValue>> data(Evaluation e, MaterialOrigin origin) {
        return switch (origin) {
            case MaterialOrigin.Stored(ObjectKey key) when key.kind() == Kind.CONFIG_MAP ->
                    e.read(tables.configMaps, key).map(CredentialNodes::values);
            case MaterialOrigin.Stored(ObjectKey key) ->
                    e.read(tables.secrets, key).map(Secret::data);
            case MaterialOrigin.OnProxy files ->
                    files(e, files)
                            .flatMap(material ->
                                    material instanceof FileMaterial.Content(var data)
                                            ? Optional.of(data)
                                            : Optional.empty());
        };
    }

    private static SortedMap<String, SecretValue> values(ConfigMap configMap) {
        SortedMap<String, SecretValue> values = new TreeMap<>();
        configMap.data().forEach((key, text) -> values.put(key, new SecretValue(Bytes.utf8(text))));
        return values;
    }

    private TlsMaterial material(Evaluation e, GroupSecret key) {
        MaterialOrigin origin = key.material().origin();
        if (origin instanceof MaterialOrigin.OnProxy files && files(e, files).isEmpty()) {
            return switch (files) {
                case MaterialOrigin.KeyPairFiles(String certificate, String privateKey) ->
                        new TlsMaterial.KeyPairFiles(key.name(), certificate, privateKey);
                case MaterialOrigin.AuthorityFiles(String certificates, Optional<String> crl) ->
                        new TlsMaterial.TrustedFiles(key.name(), certificates, crl);
            };
        }
        return switch (key.material().role()) {
            case KEY_PAIR -> keyPair(key, e.get(keyPair, origin).orElseThrow());
            case TRUSTED -> trusted(key, e.get(trusted, origin).orElseThrow());
        };
    }

    private static TlsMaterial keyPair(GroupSecret key, TlsSecret secret) {
        return switch (secret) {
            case TlsSecret.Usable usable ->
                    new TlsMaterial.KeyPair(
                            key.name(),
                            usable.certificateChain(),
                            usable.privateKey(),
                            usable.ocspStaple()
                                    .map(der -> new TlsMaterial.OcspStaple(der.base64())));
            case TlsSecret.Unusable(String why) -> throw unusable(key, why);
        };
    }

    private static TlsMaterial trusted(GroupSecret key, CaSecret secret) {
        return switch (secret) {
            case CaSecret.Usable usable ->
                    new TlsMaterial.TrustedCertificates(
                            key.name(), usable.certificates(), usable.revoked());
            case CaSecret.Unusable(String why) -> throw unusable(key, why);
            case CaSecret.None _ -> throw unusable(key, "it has none");
        };
    }

    private static IllegalStateException unusable(GroupSecret key, String why) {
        return new IllegalStateException(
                key.material().origin() + " is given to proxies although " + why);
    }
}
