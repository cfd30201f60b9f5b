// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.istio.ClientTlsSettings;
import io.gatehouse.config.istio.DestinationRule;
import io.gatehouse.config.istio.Gateway;
import io.gatehouse.config.istio.TrafficExtension;
import io.gatehouse.config.istio.TrafficPolicy;
import io.gatehouse.config.istio.WasmPlugin;
import io.gatehouse.engine.ModuleSource;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// All Secrets and ConfigMaps in which the credentials that one object names may be looked up. A
/// source need not hand over any other.
public final class CredentialCandidates {
    private final Set<String> workloadNamespaces;
    private final Set<String> namespaces;
    private final SortedSet<ObjectKey> candidates = new TreeSet<>();

    /// @param namespaces in which Secrets of a bare name are looked up
    private CredentialCandidates(Set<String> workloadNamespaces, Set<String> namespaces) {
        this.workloadNamespaces = workloadNamespaces;
        this.namespaces = namespaces;
    }

    /// @param workloadNamespaces those of all gateway workloads
    public static SortedSet<ObjectKey> of(ConfigObject object, Set<String> workloadNamespaces) {
        return switch (object) {
            case Gateway gateway -> {
                Set<String> namespaces = new TreeSet<>(workloadNamespaces);
                namespaces.add(gateway.metadata().namespace());
                yield new CredentialCandidates(workloadNamespaces, namespaces).ofGateway(gateway);
            }
            case DestinationRule rule ->
                    new CredentialCandidates(workloadNamespaces, workloadNamespaces).ofRule(rule);
            case TrafficExtension extension -> ofExtension(extension);
            case WasmPlugin plugin -> ofExtension(plugin.asTrafficExtension());
            default -> Collections.emptySortedSet();
        };
    }

    private static SortedSet<ObjectKey> ofExtension(TrafficExtension extension) {
        return ModuleNodes.source(extension).flatMap(ModuleSource::pullSecret).stream()
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private SortedSet<ObjectKey> ofGateway(Gateway gateway) {
        gateway.spec().servers().stream().flatMap(s -> s.tls().stream()).forEach(this::addAll);
        return candidates;
    }

    private void addAll(Gateway.TlsSettings tls) {
        if (tls.mode() == Gateway.TlsMode.ISTIO_MUTUAL) {
            add(CredentialName.BUILTIN);
        }
        tls.credentialNames().forEach(this::addWithAuthority);
        addWithAuthority(tls.credentialName());
        add(tls.caCertCredentialName());
    }

    private SortedSet<ObjectKey> ofRule(DestinationRule rule) {
        Stream.concat(
                        rule.spec().trafficPolicy().stream(),
                        rule.spec().subsets().stream().flatMap(s -> s.trafficPolicy().stream()))
                .flatMap(CredentialCandidates::settings)
                .forEach(this::addAll);
        return candidates;
    }

    private static Stream<ClientTlsSettings> settings(TrafficPolicy policy) {
        return Stream.concat(
                        Stream.of(policy.tls()),
                        policy.portLevelSettings().stream()
                                .map(TrafficPolicy.PortTrafficPolicy::tls))
                .flatMap(Optional::stream);
    }

    private void addAll(ClientTlsSettings tls) {
        if (tls.mode() == ClientTlsSettings.Mode.ISTIO_MUTUAL) {
            add(CredentialName.BUILTIN);
        }
        addWithAuthority(tls.credentialName());
    }

    private void addWithAuthority(String credentialName) {
        add(credentialName);
        if (!credentialName.isEmpty()) {
            add(credentialName + CredentialName.AUTHORITY_SUFFIX);
        }
    }

    private void add(String credentialName) {
        if (credentialName.isEmpty()) {
            return;
        }
        switch (CredentialName.parse(credentialName)) {
            case CredentialName.Anywhere(String name) ->
                    namespaces.forEach(namespace -> add(Kind.SECRET, namespace, name));
            case CredentialName.InNamespace(String namespace, String name) -> {
                if (namespaces.contains(namespace)) {
                    add(Kind.SECRET, namespace, name);
                }
            }
            case CredentialName.OfConfigMap(String namespace, String name) ->
                    add(Kind.CONFIG_MAP, namespace, name);
            case CredentialName.OfMesh _ ->
                    workloadNamespaces.forEach(namespace ->
                            candidates.add(
                                    new ObjectKey(Kind.SECRET, namespace, MeshCertificate.SECRET)));
            case CredentialName.Unusable _ -> {}
        }
    }

    /// With that of the name without `-cacert`, which may hold the CA.
    private void add(Kind kind, String namespace, String name) {
        candidates.add(new ObjectKey(kind, namespace, name));
        candidates.add(new ObjectKey(kind, namespace, CredentialName.withoutAuthoritySuffix(name)));
    }
}
