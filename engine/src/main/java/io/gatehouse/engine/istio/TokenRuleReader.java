// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.istio.RequestAuthentication.JwtRule;
import io.gatehouse.routing.TokenIssuer;
import io.gatehouse.routing.TokenIssuer.ClaimHeader;
import io.gatehouse.routing.TokenIssuer.TokenHeader;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// One rule for tokens.
final class TokenRuleReader {
    /// As in Istio, and of OAuth.
    private static final List<String> WORD_CLAIMS = List.of("permission", "scope");

    private TokenRuleReader() {}

    /// @param keys all of which can be used
    static TokenIssuer read(JwtRule rule, Optional<String> keys) {
        return new TokenIssuer(
                rule.issuer(),
                rule.audiences(),
                keys,
                rule.fromHeaders().stream()
                        .map(header -> new TokenHeader(header.name(), header.prefix()))
                        .toList(),
                rule.fromParams(),
                rule.fromCookies(),
                rule.forwardOriginalToken(),
                Optional.of(rule.outputPayloadToHeader()).filter(name -> !name.isEmpty()),
                rule.outputClaimToHeaders().stream()
                        .map(output -> new ClaimHeader(output.header(), output.claim()))
                        .toList(),
                Stream.concat(WORD_CLAIMS.stream(), rule.spaceDelimitedClaims().stream())
                        .distinct()
                        .sorted()
                        .toList());
    }
}
