// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.istio.RequestAuthentication;
import io.gatehouse.engine.ConfigTables;
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

    /// Absent where no rule is there.
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
        verification = graph.derivation("token verification", this::verification);
    }

    /// By issuer, as in Istio: of several that take a request's tokens, the first is used.
    private Optional<TokenVerification> verification(Evaluation e, String group) {
        List<TokenIssuer> issuers =
                attachment.of(e, group).stream()
                        .flatMap(object -> object.spec().jwtRules().stream())
                        .map(rule ->
                                TokenRuleReader.read(
                                        rule,
                                        Optional.of(rule.jwks()).filter(keys -> !keys.isEmpty())))
                        .sorted(Comparator.comparing(TokenIssuer::issuer))
                        .toList();
        return issuers.isEmpty() ? Optional.empty() : Optional.of(new TokenVerification(issuers));
    }
}
