// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.routing.CallerTrait;
import io.gatehouse.routing.CallerTrait.TokenClaim;
import io.gatehouse.routing.Clause;
import io.gatehouse.routing.ValueMatch;
import java.util.List;

/// `requestPrincipals`: issuer and subject of a token, parted by the last `/`.
final class TokenPrincipal {
    private TokenPrincipal() {}

    static Clause<CallerTrait> of(String pattern) {
        int slash = pattern.lastIndexOf('/');
        if (pattern.equals("*")) {
            return both(ValuePattern.ANY, ValuePattern.ANY);
        }
        if (slash < 0) {
            return withoutSlash(pattern);
        }
        String issuer = pattern.substring(0, slash);
        String subject = pattern.substring(slash + 1);
        if (pattern.startsWith("*")) {
            return both(ValuePattern.of(issuer), new ValueMatch.Exact(subject));
        }
        return both(new ValueMatch.Exact(issuer), ValuePattern.of(subject));
    }

    private static Clause<CallerTrait> withoutSlash(String pattern) {
        if (pattern.startsWith("*")) {
            return both(ValuePattern.ANY, ValuePattern.of(pattern));
        }
        return pattern.endsWith("*")
                ? both(ValuePattern.of(pattern), ValuePattern.ANY)
                : both(new ValueMatch.Exact(pattern), new ValueMatch.Exact(""));
    }

    private static Clause<CallerTrait> both(ValueMatch issuer, ValueMatch subject) {
        return new Clause.AllOf<>(
                List.of(
                        new Clause.Trait<>(new TokenClaim(List.of("iss"), issuer)),
                        new Clause.Trait<>(new TokenClaim(List.of("sub"), subject))));
    }
}
