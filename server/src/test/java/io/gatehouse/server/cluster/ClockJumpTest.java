// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.server.certificate.CertificateTemplate;
import io.gatehouse.server.cluster.AuthorityKeys.Authority;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Certificates that were made while the clock was wrong.
class ClockJumpTest {
    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");

    private final Authority authority = authority(NOW);

    private static Authority authority(Instant clock) {
        try {
            return Authority.create(clock);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private X509Certificate serving(Instant clock) throws Exception {
        return CertificateTemplate.server(
                CertificateTemplate.newKeys(),
                List.of("gatehouse.istio-system.svc"),
                authority.certificate(),
                authority.key(),
                clock);
    }

    @Test
    void aCertificateOfAClockThatWasHoursAheadOrBehindIsValidAtOnce() throws Exception {
        for (int hours : new int[] {-23, 0, 23}) {
            Instant clock = NOW.plus(Duration.ofHours(hours));
            serving(clock).checkValidity(Date.from(NOW));
            authority(clock).certificate().checkValidity(Date.from(NOW));
        }
    }

    @Test
    void oneOfAClockThatWasDaysAheadIsReplacedWhenTheClockIsPutRight() throws Exception {
        assertThat(ClusterAuthority.isGood(serving(NOW), NOW)).isTrue();
        assertThat(ClusterAuthority.isGood(serving(NOW.plus(Duration.ofDays(3))), NOW)).isFalse();
    }

    @Test
    void aClockThatJumpsByHoursMakesNoSuccessorSign() throws Exception {
        Instant lastYear = NOW.plus(Duration.ofDays(3400));
        AuthorityKeys both = new AuthorityKeys(authority, Optional.empty(), List.of());
        both = both.at(lastYear);
        assertThat(both.next()).isPresent();

        assertThat(both.at(lastYear.plus(Duration.ofHours(23)))).isSameAs(both);
        assertThat(both.at(lastYear.minus(Duration.ofHours(23)))).isSameAs(both);
    }
}
