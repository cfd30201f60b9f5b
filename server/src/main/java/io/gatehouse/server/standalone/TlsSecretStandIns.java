// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.standalone;

import io.gatehouse.config.Bytes;
import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.FieldPath;
import io.gatehouse.config.Finding;
import io.gatehouse.config.FindingCode;
import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.ObjectMeta;
import io.gatehouse.config.core.Secret;
import io.gatehouse.config.core.SecretValue;
import io.gatehouse.config.istio.Gateway;
import io.gatehouse.server.certificate.IssuedCertificate;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Makes, for `--dev`, certificates of a local CA for the Secrets that Gateways name and nobody
/// defines. They go as soon as the Secret is there.
public final class TlsSecretStandIns implements Supplement {
    private static final Set<Gateway.TlsMode> ENDING_TLS =
            Set.of(Gateway.TlsMode.SIMPLE, Gateway.TlsMode.MUTUAL, Gateway.TlsMode.OPTIONAL_MUTUAL);

    /// Clients know none of the names that a server for all hosts might have.
    private static final List<String> NAMES_OF_THIS_MACHINE =
            List.of("localhost", "127.0.0.1", "::1");

    private static final String KUBERNETES = "kubernetes://";

    private final LocalCertificateAuthority authority;

    public TlsSecretStandIns(LocalCertificateAuthority authority) {
        this.authority = authority;
    }

    @Override
    public Set<Kind> reads() {
        return Set.of(Kind.GATEWAY, Kind.SECRET, Kind.POD, Kind.DEPLOYMENT);
    }

    /// A place where a Gateway names a Secret that is missing.
    private record Missing(
            ObjectKey secret,
            Gateway gateway,
            FieldPath field,
            List<String> hosts,
            boolean mutual) {}

    @Override
    public Supply supply(DefinedObjects defined) {
        GatewayWorkload workload = GatewayWorkload.of(defined);
        SortedMap<ObjectKey, List<Missing>> bySecret = new TreeMap<>();
        defined.all(Gateway.class).stream()
                .filter(workload::isSelectedBy)
                .flatMap(gateway -> missing(gateway, workload, defined))
                .forEach(one ->
                        bySecret.computeIfAbsent(one.secret(), _ -> new ArrayList<>()).add(one));
        List<ConfigObject> secrets = new ArrayList<>();
        List<Finding> findings = new ArrayList<>();
        bySecret.forEach((key, places) -> {
            try {
                secrets.add(secret(key, places));
                places.forEach(place -> findings.add(standIn(place)));
            } catch (IOException e) {
                places.forEach(place -> findings.add(failure(place, e)));
            }
        });
        return new Supply(secrets, findings);
    }

    private static Stream<Missing> missing(
            Gateway gateway, GatewayWorkload workload, DefinedObjects defined) {
        List<Missing> found = new ArrayList<>();
        FieldPath servers = FieldPath.of("spec").field("servers");
        for (int i = 0; i < gateway.spec().servers().size(); i++) {
            Gateway.Server server = gateway.spec().servers().get(i);
            Optional<Gateway.TlsSettings> tls =
                    server.tls().filter(it -> ENDING_TLS.contains(it.mode()));
            if (tls.isPresent()) {
                boolean mutual = tls.get().mode() != Gateway.TlsMode.SIMPLE;
                credentials(tls.get(), servers.index(i).field("tls"))
                        .forEach((field, name) ->
                                undefined(name, gateway, workload, defined)
                                        .map(key ->
                                                new Missing(
                                                        key,
                                                        gateway,
                                                        field,
                                                        server.hosts(),
                                                        mutual))
                                        .ifPresent(found::add));
            }
        }
        return found.stream();
    }

    private static Map<FieldPath, String> credentials(Gateway.TlsSettings tls, FieldPath field) {
        Map<FieldPath, String> names = new LinkedHashMap<>();
        if (!tls.credentialName().isEmpty()) {
            names.put(field.field("credentialName"), tls.credentialName());
        }
        for (int i = 0; i < tls.credentialNames().size(); i++) {
            names.put(field.field("credentialNames").index(i), tls.credentialNames().get(i));
        }
        return names;
    }

    /// The Secret to make for a `credentialName`, if it is the name of a Secret and there is none:
    /// `name`, in the workload's namespace or the Gateway's own, or `kubernetes://namespace/name`.
    private static Optional<ObjectKey> undefined(
            String credential, Gateway gateway, GatewayWorkload workload, DefinedObjects defined) {
        String name =
                credential.startsWith(KUBERNETES)
                        ? credential.substring(KUBERNETES.length())
                        : credential;
        if (name.contains(":")) {
            return Optional.empty(); // another of Istio's forms, such as sds://
        }
        int slash = name.indexOf('/');
        List<String> namespaces =
                slash < 0
                        ? List.of(gateway.metadata().namespace(), workload.namespace())
                        : List.of(name.substring(0, slash));
        String secretName = name.substring(slash + 1);
        List<ObjectKey> keys =
                namespaces.stream()
                        .map(namespace -> new ObjectKey(Kind.SECRET, namespace, secretName))
                        .toList();
        return keys.stream().anyMatch(defined::contains)
                ? Optional.empty()
                : Optional.of(keys.getFirst());
    }

    private Secret secret(ObjectKey key, List<Missing> places) throws IOException {
        IssuedCertificate issued = authority.issue(names(places));
        SortedMap<String, SecretValue> data = new TreeMap<>();
        data.put("tls.crt", new SecretValue(Bytes.utf8(issued.chain())));
        data.put("tls.key", new SecretValue(Bytes.utf8(issued.key())));
        if (places.stream().anyMatch(Missing::mutual)) {
            data.put("ca.crt", new SecretValue(Bytes.utf8(authority.certificatePem())));
        }
        return new Secret(
                ObjectMeta.named(key.namespace(), key.name(), new TreeMap<>()),
                Secret.TLS_TYPE,
                data,
                Optional.empty());
    }

    private static SortedSet<String> names(List<Missing> places) {
        SortedSet<String> names = new TreeSet<>();
        for (Missing place : places) {
            for (String host : place.hosts()) {
                String dns = host.substring(host.indexOf('/') + 1);
                if (dns.equals("*")) {
                    names.addAll(NAMES_OF_THIS_MACHINE);
                } else {
                    names.add(dns);
                }
            }
        }
        return names;
    }

    private Finding standIn(Missing place) {
        return Finding.of(
                FindingCode.STAND_IN,
                place.gateway().key(),
                place.field(),
                "There is no %s: a certificate of the local CA stands in (--dev), which clients accept that trust %s."
                        .formatted(place.secret(), authority.certificateFile()));
    }

    private static Finding failure(Missing place, IOException e) {
        return Finding.of(
                FindingCode.SECRET_MISSING,
                place.gateway().key(),
                place.field(),
                "There is no %s, and no certificate could be made to stand in (%s)."
                        .formatted(place.secret(), e.getMessage()));
    }
}
