// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.istio.MeshConfig;
import io.gatehouse.routing.ValueMatch;
import java.util.List;
import java.util.stream.Stream;

/// Names of workloads as certificates have them, `spiffe://<trust
/// domain>/ns/<namespace>/sa/<name>`.
///
/// @param trustDomains of the mesh, whose names mean the same; the first is its own
record CertifiedNames(List<String> trustDomains) {
    private static final String SCHEME = "spiffe://";

    /// What stands for the mesh's own trust domain, whatever that is.
    private static final String LOCAL = MeshConfig.DEFAULT_TRUST_DOMAIN;

    private static final int PARTS = 5;

    static CertifiedNames of(MeshConfig mesh) {
        return new CertifiedNames(
                Stream.concat(Stream.of(mesh.trustDomain()), mesh.trustDomainAliases().stream())
                        .distinct()
                        .toList());
    }

    /// `principals`: of a trust domain of the mesh, in all of them.
    List<ValueMatch> principal(String pattern) {
        return inAllTrustDomains(pattern).map(CertifiedNames::named).toList();
    }

    private Stream<String> inAllTrustDomains(String pattern) {
        String[] parts = pattern.split("/", -1);
        String own = parts[0];
        boolean known = own.equals(LOCAL) || trustDomains.stream().anyMatch(d -> matches(own, d));
        if (parts.length != PARTS || own.equals("*") || !known) {
            return Stream.of(pattern);
        }
        return trustDomains.stream()
                .map(domain ->
                        own.startsWith("*") && domain.endsWith(own.substring(1))
                                ? pattern
                                : domain + pattern.substring(own.length()))
                .distinct();
    }

    private static boolean matches(String pattern, String text) {
        return pattern.equals(text)
                || (pattern.startsWith("*") && text.endsWith(pattern.substring(1)))
                || (pattern.endsWith("*")
                        && text.startsWith(pattern.substring(0, pattern.length() - 1)));
    }

    private static ValueMatch named(String pattern) {
        if (pattern.equals("*")) {
            return ValuePattern.ANY;
        }
        if (pattern.startsWith("*")) {
            return new ValueMatch.Regex(SCHEME + ".*" + ValuePattern.quote(pattern.substring(1)));
        }
        return ValuePattern.of(SCHEME + pattern);
    }

    /// `namespaces`, in which each `*` stands for anything.
    static ValueMatch namespace(String pattern) {
        String quoted = ValuePattern.quote(pattern).replace("\\*", ".*");
        return new ValueMatch.Regex(".*/ns/" + quoted + "/.*");
    }

    /// `serviceAccounts`, of whatever trust domain.
    ///
    /// @param otherwise the namespace of one without
    static ValueMatch serviceAccount(String account, String otherwise) {
        int slash = account.indexOf('/');
        String namespace = slash < 0 ? otherwise : account.substring(0, slash);
        return new ValueMatch.Regex(
                SCHEME
                        + ".+/ns/"
                        + ValuePattern.quote(namespace)
                        + "/(?:.+/)?sa/"
                        + ValuePattern.quote(account.substring(slash + 1))
                        + "(?:/.+)?");
    }

    /// `trustDomains`: one of the mesh means all of them.
    List<ValueMatch> trustDomain(String pattern) {
        Stream<String> patterns =
                trustDomains.contains(pattern) ? trustDomains.stream() : Stream.of(pattern);
        return patterns.map(CertifiedNames::inTrustDomain).toList();
    }

    private static ValueMatch inTrustDomain(String pattern) {
        if (pattern.equals("*")) {
            return new ValueMatch.Regex(SCHEME + "[^/]+/.*");
        }
        if (pattern.startsWith("*")) {
            return new ValueMatch.Regex(
                    SCHEME + "[^/]*" + ValuePattern.quote(pattern.substring(1)) + "/.*");
        }
        return pattern.endsWith("*")
                ? new ValueMatch.Regex(
                        SCHEME
                                + ValuePattern.quote(pattern.substring(0, pattern.length() - 1))
                                + "[^/]*/.*")
                : new ValueMatch.StartsWith(SCHEME + pattern + "/");
    }
}
