// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.routing.ValueMatch;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CertifiedNamesTest {
    private static final CertifiedNames NAMES = new CertifiedNames(List.of("new.org", "old.org"));

    private static boolean matches(ValueMatch match, String name) {
        return switch (match) {
            case ValueMatch.Exact(String value) -> name.equals(value);
            case ValueMatch.StartsWith(String prefix) -> name.startsWith(prefix);
            case ValueMatch.EndsWith(String suffix) -> name.endsWith(suffix);
            case ValueMatch.Regex(String regex) -> Pattern.matches(regex, name);
            case ValueMatch.Present _ -> true;
        };
    }

    private static boolean anyMatches(List<ValueMatch> matches, String name) {
        return matches.stream().anyMatch(match -> matches(match, name));
    }

    @ParameterizedTest
    @CsvSource({
        "new.org/ns/a/sa/b, spiffe://new.org/ns/a/sa/b, true",
        "new.org/ns/a/sa/b, spiffe://old.org/ns/a/sa/b, true",
        "old.org/ns/a/sa/b, spiffe://new.org/ns/a/sa/b, true",
        "cluster.local/ns/a/sa/b, spiffe://new.org/ns/a/sa/b, true",
        "cluster.local/ns/a/sa/b, spiffe://cluster.local/ns/a/sa/b, false",
        "other.org/ns/a/sa/b, spiffe://other.org/ns/a/sa/b, true",
        "other.org/ns/a/sa/b, spiffe://new.org/ns/a/sa/b, false",
        "new.org/ns/a/sa/b, spiffe://new.org/ns/a/sa/bc, false",
        "new.org/ns/a/sa/*, spiffe://old.org/ns/a/sa/bc, true",
        "*.org/ns/a/sa/b, spiffe://third.org/ns/a/sa/b, true",
        "*/ns/a/sa/b, spiffe://anything/ns/a/sa/b, true",
        "*/sa/b, spiffe://new.org/ns/a/sa/b, true",
        "*/sa/b.c, spiffe://new.org/ns/a/sa/bXc, false",
        "new.org/*, spiffe://new.org/ns/a/sa/b, true",
        "*, anything, true",
    })
    void principals(String pattern, String name, boolean expected) {
        assertThat(anyMatches(NAMES.principal(pattern), name)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "new.org, spiffe://old.org/ns/a/sa/b, true",
        "third.org, spiffe://third.org/ns/a/sa/b, true",
        "third.org, spiffe://third.org.evil/ns/a/sa/b, false",
        "*.org, spiffe://third.org/ns/a/sa/b, true",
        "*.org, spiffe://third.net/ns/a.org/sa/b, false",
        "third*, spiffe://third.net/ns/a/sa/b, true",
        "third*, spiffe://a/third/ns/a/sa/b, false",
        "*, spiffe://third.net/ns/a/sa/b, true",
    })
    void trustDomains(String pattern, String name, boolean expected) {
        assertThat(anyMatches(NAMES.trustDomain(pattern), name)).isEqualTo(expected);
    }

    @Test
    void namespaces() {
        String name = "spiffe://new.org/ns/team-a/sa/b";

        assertThat(matches(CertifiedNames.namespace("team-a"), name)).isTrue();
        assertThat(matches(CertifiedNames.namespace("team-*"), name)).isTrue();
        assertThat(matches(CertifiedNames.namespace("*"), name)).isTrue();
        assertThat(matches(CertifiedNames.namespace("team"), name)).isFalse();
        assertThat(matches(CertifiedNames.namespace("team.a"), name)).isFalse();
    }

    @Test
    void serviceAccounts() {
        String name = "spiffe://new.org/ns/a/sa/b";

        assertThat(matches(CertifiedNames.serviceAccount("a/b", "z"), name)).isTrue();
        assertThat(matches(CertifiedNames.serviceAccount("b", "a"), name)).isTrue();
        assertThat(matches(CertifiedNames.serviceAccount("b", "z"), name)).isFalse();
        assertThat(matches(CertifiedNames.serviceAccount("a/b", "z"), name + "c")).isFalse();
        assertThat(matches(CertifiedNames.serviceAccount("a/b", "z"), name + "/x/y")).isTrue();
    }
}
