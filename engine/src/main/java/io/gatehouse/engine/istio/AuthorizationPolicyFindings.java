// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.FieldPath;
import io.gatehouse.config.Finding;
import io.gatehouse.config.FindingCode;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.istio.AuthorizationPolicy;
import io.gatehouse.config.istio.AuthorizationPolicy.Action;
import io.gatehouse.config.istio.AuthorizationPolicy.Condition;
import io.gatehouse.config.istio.AuthorizationPolicy.Operation;
import io.gatehouse.config.istio.AuthorizationPolicy.Rule;
import io.gatehouse.config.istio.MeshConfig.Normalization;
import io.gatehouse.config.istio.MeshConfig.PathNormalization;
import io.gatehouse.engine.ConfigTables;
import io.gatehouse.engine.graph.Derivation;
import io.gatehouse.engine.graph.Evaluation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What an AuthorizationPolicy's author has to know, once it meets gateways.
record AuthorizationPolicyFindings(
        ConfigTables tables,
        PolicyNodes policies,
        AttachmentFindings attachment,
        MeshNodes mesh,
        Derivation<String, GroupPorts> portsOf) {
    private static final String PORT = "destination.port";
    private static final String SNI = "connection.sni";
    private static final Set<Normalization> SLASHES_MATTER =
            Set.of(Normalization.DEFAULT, Normalization.NONE, Normalization.BASE);

    List<Finding> find(Evaluation e, ObjectKey key) {
        Optional<AuthorizationPolicy> policy = e.read(tables.authorizationPolicies, key);
        if (policy.isEmpty()) {
            return List.of();
        }
        SortedSet<String> groups = policies.access.attachment.groups(e, key);
        if (groups.isEmpty()) {
            return List.of(attachment.unattached(e, policy.get()));
        }
        List<Finding> findings = new ArrayList<>();
        providers(e, policy.get(), groups, findings);
        List<GroupPorts> ports = groups.stream().map(group -> e.get(portsOf, group)).toList();
        unmatchedPorts(policy.get(), ports, findings);
        connections(e, policy.get(), groups, ports, findings);
        evasions(e, policy.get(), findings);
        if (groups.stream().noneMatch(group -> policies.readsTokens(e, group))) {
            tokens(policy.get(), findings);
        }
        return findings.stream().distinct().toList();
    }

    private void providers(
            Evaluation e,
            AuthorizationPolicy policy,
            SortedSet<String> groups,
            List<Finding> findings) {
        if (policy.spec().action() != Action.CUSTOM || policy.dryRun()) {
            return;
        }
        for (String group : groups) {
            policies.access
                    .providerProblem(e, group)
                    .map(problem ->
                            Finding.of(
                                    FindingCode.ACCESS_PROVIDER,
                                    policy.key(),
                                    FieldPath.of("spec.provider.name"),
                                    problem + "; what the rules match is refused"))
                    .ifPresent(findings::add);
        }
    }

    private static void unmatchedPorts(
            AuthorizationPolicy policy, List<GroupPorts> groups, List<Finding> findings) {
        eachRule(
                policy,
                (field, rule) -> {
                    for (int i = 0; i < rule.to().size(); i++) {
                        FieldPath operation = field.field("to").index(i).field("operation");
                        rule.to()
                                .get(i)
                                .operation()
                                .ifPresent(o ->
                                        unmatched(
                                                policy,
                                                operation.field("ports"),
                                                o.ports(),
                                                groups,
                                                findings));
                    }
                    for (int i = 0; i < rule.when().size(); i++) {
                        Condition condition = rule.when().get(i);
                        if (condition.key().equals(PORT)) {
                            unmatched(
                                    policy,
                                    field.field("when").index(i).field("values"),
                                    condition.values(),
                                    groups,
                                    findings);
                        }
                    }
                });
    }

    private static void unmatched(
            AuthorizationPolicy policy,
            FieldPath field,
            List<String> ports,
            List<GroupPorts> groups,
            List<Finding> findings) {
        for (int i = 0; i < ports.size(); i++) {
            int port = Integer.parseInt(ports.get(i));
            if (groups.stream().noneMatch(group -> group.listensAt(port))) {
                findings.add(
                        Finding.of(
                                FindingCode.ACCESS_VALUE_UNMATCHED,
                                policy.key(),
                                field.index(i),
                                "no gateway that the policy is for listens at port %d; %s"
                                        .formatted(port, meant(port, groups))));
            }
        }
    }

    private static String meant(int port, List<GroupPorts> groups) {
        SortedSet<Integer> podPorts =
                groups.stream()
                        .flatMap(group -> group.podPort(port).stream())
                        .collect(Collectors.toCollection(TreeSet::new));
        return podPorts.isEmpty()
                ? "ports here are those of the gateway's pod"
                : "for port %d of the Service the pod's port is %s"
                        .formatted(
                                port,
                                podPorts.stream()
                                        .map(String::valueOf)
                                        .collect(Collectors.joining(" or ")));
    }

    private void connections(
            Evaluation e,
            AuthorizationPolicy policy,
            SortedSet<String> groups,
            List<GroupPorts> ports,
            List<Finding> findings) {
        SortedSet<Integer> withoutHttp =
                ports.stream()
                        .flatMap(group -> group.withoutHttp().stream())
                        .collect(Collectors.toCollection(TreeSet::new));
        if (withoutHttp.isEmpty() || policy.dryRun()) {
            return;
        }
        String where =
                "the connections of port %s, which carry no HTTP,"
                        .formatted(
                                withoutHttp.stream()
                                        .map(String::valueOf)
                                        .collect(Collectors.joining(" and ")));
        if (policy.spec().action() == Action.CUSTOM
                && groups.stream().anyMatch(group -> policies.access.asksByHttpOnly(e, group))) {
            findings.add(
                    onConnections(
                            policy,
                            FieldPath.of("spec.provider.name"),
                            "nobody is asked about %s as the provider is asked by HTTP (expected: envoyExtAuthzGrpc)"
                                    .formatted(where)));
            return;
        }
        eachRule(
                policy,
                (field, rule) -> {
                    if (HttpOnly.asked(rule)) {
                        findings.add(onConnections(policy, field, meaning(policy, where)));
                    }
                });
    }

    private static String meaning(AuthorizationPolicy policy, String where) {
        return switch (policy.spec().action()) {
            case ALLOW -> where + " are let in by no rule that asks for something of HTTP";
            case DENY ->
                    where
                            + " are refused as if the rule did not ask for anything of HTTP (expected: ports, where only HTTP is meant)";
            case AUDIT, CUSTOM ->
                    where + " are judged as if the rule did not ask for anything of HTTP";
        };
    }

    private static Finding onConnections(
            AuthorizationPolicy policy, FieldPath field, String message) {
        return Finding.of(FindingCode.ACCESS_ON_CONNECTIONS, policy.key(), field, message);
    }

    /// Of what refuses: a path that differs in what the mesh does not normalise, and a name that
    /// clients choose freely.
    private void evasions(Evaluation e, AuthorizationPolicy policy, List<Finding> findings) {
        if (policy.spec().action() != Action.DENY) {
            return;
        }
        boolean slashes =
                SLASHES_MATTER.contains(
                        mesh.of(e)
                                .pathNormalization()
                                .map(PathNormalization::normalization)
                                .orElse(Normalization.DEFAULT));
        eachRule(
                policy,
                (field, rule) -> {
                    for (int i = 0; i < rule.to().size(); i++) {
                        FieldPath operation = field.field("to").index(i).field("operation");
                        if (slashes
                                && rule.to()
                                        .get(i)
                                        .operation()
                                        .filter(AuthorizationPolicyFindings::namesPaths)
                                        .isPresent()) {
                            findings.add(
                                    evaded(
                                            policy,
                                            operation.field("paths"),
                                            "a path with a second slash or an encoded one, such as //admin, is another path; the mesh's pathNormalization MERGE_SLASHES or DECODE_AND_MERGE_SLASHES makes it the same"));
                        }
                    }
                    for (int i = 0; i < rule.when().size(); i++) {
                        if (rule.when().get(i).key().equals(SNI)) {
                            findings.add(
                                    evaded(
                                            policy,
                                            field.field("when").index(i).field("key"),
                                            "connection.sni is the name in the client's TLS hello, and a request of that connection can be for another host; hosts is what the request is for"));
                        }
                    }
                });
    }

    private static void tokens(AuthorizationPolicy policy, List<Finding> findings) {
        eachRule(
                policy,
                (field, rule) -> {
                    if (HttpOnly.asksForToken(rule)) {
                        findings.add(
                                Finding.of(
                                        FindingCode.CLAIMS_UNKNOWN,
                                        policy.key(),
                                        field,
                                        "no RequestAuthentication reads tokens at the gateway, so every request is one without a token"));
                    }
                });
    }

    private static boolean namesPaths(Operation operation) {
        return operation.paths().stream().anyMatch(path -> path.startsWith("/"));
    }

    private static Finding evaded(AuthorizationPolicy policy, FieldPath field, String message) {
        return Finding.of(FindingCode.ACCESS_EVADED, policy.key(), field, message);
    }

    private interface RuleVisitor {
        void visit(FieldPath field, Rule rule);
    }

    private static void eachRule(AuthorizationPolicy policy, RuleVisitor visitor) {
        List<Rule> rules = policy.spec().rules();
        for (int i = 0; i < rules.size(); i++) {
            visitor.visit(FieldPath.of("spec.rules").index(i), rules.get(i));
        }
    }
}
