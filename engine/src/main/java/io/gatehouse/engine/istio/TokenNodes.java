// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.istio.RequestAuthentication;
import io.gatehouse.config.istio.RequestAuthentication.JwtRule;
import io.gatehouse.engine.ConfigTables;
import io.gatehouse.engine.GroupNamespaces;
import io.gatehouse.engine.ProxyGroup;
import io.gatehouse.engine.graph.Derivation;
import io.gatehouse.engine.graph.Evaluation;
import io.gatehouse.engine.graph.IncrementalGraph;
import io.gatehouse.engine.graph.Table;
import io.gatehouse.routing.TokenIssuer;
import io.gatehouse.routing.TokenVerification;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// From RequestAuthentications to the tokens that a group's proxies look at.
final class TokenNodes {
    final PolicyAttachment<RequestAuthentication> attachment;
    final KeyNodes keys;

    /// Whether there are rules for tokens.
    final Derivation<String, Boolean> verifies;

    /// Absent where there are none, and while the keys of one of them are fetched for the first
    /// time: a proxy that has its policy from before a restart of the control plane keeps it for as
    /// long, and a new one waits.
    final Derivation<String, Optional<TokenVerification>> verification;

    TokenNodes(
            IncrementalGraph graph,
            ConfigTables tables,
            Table<String, ProxyGroup> groups,
            GroupNamespaces namespaces,
            MeshNodes mesh) {
        attachment =
                new PolicyAttachment<>(
                        graph,
                        "request authentications",
                        tables.requestAuthentications,
                        groups,
                        namespaces,
                        mesh);
        keys = new KeyNodes(graph, tables, attachment);
        verifies =
                graph.derivation("group verifies tokens", (e, group) -> !rules(e, group).isEmpty());
        verification = graph.derivation("token verification", this::verification);
    }

    private List<JwtRule> rules(Evaluation e, String group) {
        return attachment.of(e, group).stream()
                .flatMap(object -> object.spec().jwtRules().stream())
                .toList();
    }

    /// By issuer, as in Istio: of several that take a request's tokens, the first is used.
    private Optional<TokenVerification> verification(Evaluation e, String group) {
        List<JwtRule> rules = rules(e, group);
        if (rules.isEmpty() || rules.stream().anyMatch(rule -> keys.pending(e, rule))) {
            return Optional.empty();
        }
        return Optional.of(
                new TokenVerification(
                        rules.stream()
                                .map(rule ->
                                        TokenRuleReader.read(
                                                rule, keys.keys(e, rule).flatMap(KeySet::usable)))
                                .sorted(Comparator.comparing(TokenIssuer::issuer))
                                .toList()));
    }
}
