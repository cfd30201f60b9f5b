// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.routing.CallerTrait;
import io.gatehouse.routing.CallerTrait.TokenClaim;
import io.gatehouse.routing.Clause;
import io.gatehouse.routing.ValueMatch;
import java.util.ArrayList;
import java.util.List;

/// `requestPrincipals`: issuer and subject of a token, parted by a `/`.
final class TokenPrincipal {
    private static final String SCHEME = "://";

    private TokenPrincipal() {}

    /// As in Istio, it is the last slash of the pattern that parts them. Where a match refuses,
    /// each may be: subjects have slashes, too, and a star may stand for what is around one.
    ///
    /// @param wide whether a match refuses
    static Clause<CallerTrait> of(String pattern, boolean wide) {
        if (pattern.equals("*")) {
            return both(ValuePattern.ANY, ValuePattern.ANY);
        }
        List<Clause<CallerTrait>> ways = new ArrayList<>();
        int last = pattern.lastIndexOf('/');
        int slash = wide ? nextSlash(pattern, 0) : last;
        while (slash >= 0) {
            ways.add(parted(pattern, slash));
            slash = nextSlash(pattern, slash + 1);
        }
        if (ways.isEmpty() || (wide && pattern.contains("*"))) {
            ways.add(inOne(pattern));
        }
        return ways.size() == 1 ? ways.getFirst() : new Clause.AnyOf<>(ways);
    }

    /// But for those of `https://`.
    private static int nextSlash(String pattern, int from) {
        int scheme = pattern.indexOf(SCHEME);
        return pattern.indexOf('/', scheme < 0 ? from : Math.max(from, scheme + SCHEME.length()));
    }

    private static Clause<CallerTrait> parted(String pattern, int slash) {
        String issuer = pattern.substring(0, slash);
        String subject = pattern.substring(slash + 1);
        return pattern.startsWith("*")
                ? both(ValuePattern.of(issuer), new ValueMatch.Exact(subject))
                : both(new ValueMatch.Exact(issuer), ValuePattern.of(subject));
    }

    /// What is written is all of one of them.
    private static Clause<CallerTrait> inOne(String pattern) {
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
