// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.server.certificate.KeyPairPem;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class AuthorityKeysTest {
    private static final Instant START = Instant.parse("2026-11-28T12:00:00Z");

    @Test
    void nothingIsDueForYears() throws Exception {
        AuthorityKeys keys = AuthorityKeys.create(START);
        assertThat(keys.at(START.plus(Duration.ofDays(3000)))).isSameAs(keys);
        assertThat(KeyPairPem.certificates(keys.trusted()))
                .containsExactly(keys.current().certificate());
    }

    @Test
    void aSuccessorIsTrustedBeforeItSignsAndItsPredecessorAfter() throws Exception {
        AuthorityKeys first = AuthorityKeys.create(START);
        Instant lastYear = START.plus(Duration.ofDays(3400));
        AuthorityKeys both = first.at(lastYear);
        assertThat(both.current()).isEqualTo(first.current());
        assertThat(both.at(lastYear.plus(Duration.ofHours(20)))).isSameAs(both);
        AuthorityKeys second = both.at(lastYear.plus(Duration.ofHours(30)));
        assertThat(second.current()).isEqualTo(both.next().orElseThrow());
        assertThat(KeyPairPem.certificates(both.trusted()))
                .containsExactlyInAnyOrderElementsOf(KeyPairPem.certificates(second.trusted()))
                .hasSize(2);
    }

    @Test
    void whatHasEndedIsTrustedNoMore() throws Exception {
        AuthorityKeys keys = AuthorityKeys.create(START);
        Instant now = START;
        for (int step = 0; step < 4; step++) {
            now = now.plus(Duration.ofDays(3400));
            keys = keys.at(now);
            now = now.plus(Duration.ofDays(2));
            keys = keys.at(now);
        }
        assertThat(keys.retired()).hasSize(1);
    }

    @Test
    void theSecretKeepsAll() throws Exception {
        Instant lastYear = START.plus(Duration.ofDays(3400));
        AuthorityKeys both = AuthorityKeys.create(START).at(lastYear);
        AuthorityKeys second = both.at(lastYear.plus(Duration.ofDays(2)));
        assertThat(AuthorityKeys.of(both.data()).data()).isEqualTo(both.data());
        assertThat(AuthorityKeys.of(second.data()).trusted()).isEqualTo(second.trusted());
        assertThat(second.toString()).doesNotContain("PRIVATE");
    }

    @Test
    void whatIsNoAuthorityIsTold() {
        assertThatThrownBy(() -> AuthorityKeys.of(new TreeMap<>()))
                .isInstanceOf(GeneralSecurityException.class);
    }
}
