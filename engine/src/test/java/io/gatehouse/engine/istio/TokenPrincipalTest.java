// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.routing.CallerTrait;
import io.gatehouse.routing.CallerTrait.TokenClaim;
import io.gatehouse.routing.Clause;
import io.gatehouse.routing.ValueMatch;
import java.util.List;
import java.util.regex.Pattern;
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
        assertThat(TokenPrincipal.of(pattern, false))
                .isEqualTo(
                        new Clause.AllOf<>(
                                List.of(
                                        new Clause.Trait<>(
                                                new TokenClaim(List.of("iss"), match(issuer))),
                                        new Clause.Trait<>(
                                                new TokenClaim(List.of("sub"), match(subject))))));
    }

    @ParameterizedTest
    @CsvSource({
        "https://i.org/a, https://i.org, a, true, true",
        "https://i.org/team/a, https://i.org, team/a, false, true",
        "https://i.org/team/*, https://i.org, team/a, false, true",
        "https://i.org*, https://i.org, a, false, true",
        "https://*, https://i.org, a, false, true",
        "https://i.org/*, https://i.org/, a, false, true",
        "*i.org/team/a, https://i.org, team/a, false, true",
        "*/team/a, https://i.org, team/a, false, true",
        "*m/a, https://i.org, team/a, false, true",
        "https://i.org, https://i.org, a, false, false",
        "https://i.org/b*, https://i.org, a, false, false",
        "*g/b, https://i.org, a, false, false",
        "*, https://i.org, team/a, true, true",
    })
    void whatRefusesLooksAtEverySlash(
            String pattern, String issuer, String subject, boolean letIn, boolean refused) {
        assertThat(holds(TokenPrincipal.of(pattern, false), issuer, subject)).isEqualTo(letIn);
        assertThat(holds(TokenPrincipal.of(pattern, true), issuer, subject)).isEqualTo(refused);
    }

    private static boolean holds(Clause<CallerTrait> clause, String issuer, String subject) {
        return switch (clause) {
            case Clause.AllOf<CallerTrait>(var all) ->
                    all.stream().allMatch(each -> holds(each, issuer, subject));
            case Clause.AnyOf<CallerTrait>(var all) ->
                    all.stream().anyMatch(each -> holds(each, issuer, subject));
            case Clause.Not<CallerTrait>(var other) -> !holds(other, issuer, subject);
            case Clause.Trait<CallerTrait>(var trait) ->
                    trait instanceof TokenClaim(var claim, var match)
                            && holds(match, claim.equals(List.of("iss")) ? issuer : subject);
        };
    }

    private static boolean holds(ValueMatch match, String text) {
        return switch (match) {
            case ValueMatch.Exact(String value) -> text.equals(value);
            case ValueMatch.StartsWith(String prefix) -> text.startsWith(prefix);
            case ValueMatch.EndsWith(String suffix) -> text.endsWith(suffix);
            case ValueMatch.Regex(String regex) -> Pattern.matches(regex, text);
            case ValueMatch.Present _ -> true;
        };
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
