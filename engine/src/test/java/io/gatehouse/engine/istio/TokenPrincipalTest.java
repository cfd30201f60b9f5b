// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.routing.CallerTrait.TokenClaim;
import io.gatehouse.routing.Clause;
import io.gatehouse.routing.ValueMatch;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenPrincipalTest {
    @ParameterizedTest
    @CsvSource({
        "https://i.example.com/a, exact https://i.example.com, exact a",
        "https://i.example.com/*, exact https://i.example.com, any",
        "https://i.example.com/a*, exact https://i.example.com, start a",
        "*/a, any, exact a",
        "*.example.com/a, end .example.com, exact a",
        "*, any, any",
        "*a, any, end a",
        "a*, start a, any",
        "a, exact a, exact ",
    })
    void issuerAndSubject(String pattern, String issuer, String subject) {
        assertThat(TokenPrincipal.of(pattern))
                .isEqualTo(
                        new Clause.AllOf<>(
                                List.of(
                                        new Clause.Trait<>(
                                                new TokenClaim(List.of("iss"), match(issuer))),
                                        new Clause.Trait<>(
                                                new TokenClaim(List.of("sub"), match(subject))))));
    }

    private static ValueMatch match(String text) {
        String[] words = text.split(" ", 2);
        String value = words.length > 1 ? words[1] : "";
        return switch (words[0]) {
            case "exact" -> new ValueMatch.Exact(value);
            case "start" -> new ValueMatch.StartsWith(value);
            case "end" -> new ValueMatch.EndsWith(value);
            default -> ValuePattern.ANY;
        };
    }
}
