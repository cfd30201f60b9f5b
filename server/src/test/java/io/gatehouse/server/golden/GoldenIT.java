// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.server.live.TestProxy;
import io.gatehouse.testing.EnvoyResources;
import io.gatehouse.testing.EnvoyValidator;
import io.gatehouse.testing.EnvoyVerdict;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A real Envoy accepts all that the golden cases bring forth.
class GoldenIT {
    private static final EnvoyValidator VALIDATOR =
            new EnvoyValidator(TestProxy.binary(), TestProxy.bootstrap(1));

    static List<GoldenCase> cases() {
        return GoldenTest.cases();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void envoyAcceptsIt(GoldenCase golden) {
        EnvoyVerdict verdict = VALIDATOR.validate(resources(golden));
        assertThat(verdict.accepted()).as("%s: %s", golden, verdict.words()).isTrue();
    }

    @Test
    void envoyWouldRefuseWhatIsWrong() {
        EnvoyResources good = resources(named("article/with-secret"));
        EnvoyResources twice =
                new EnvoyResources(
                        good.listeners(),
                        good.routes().stream()
                                .map(table ->
                                        table.toBuilder()
                                                .addAllVirtualHosts(table.getVirtualHostsList())
                                                .build())
                                .toList(),
                        good.clusters(),
                        good.endpoints(),
                        good.secrets());
        EnvoyVerdict verdict = VALIDATOR.validate(twice);
        assertThat(verdict.accepted()).isFalse();
        assertThat(verdict.words())
                .anyMatch(line -> line.contains("Only unique values for domains"));
    }

    private static GoldenCase named(String name) {
        return cases().stream().filter(c -> c.name().equals(name)).findFirst().orElseThrow();
    }

    private static EnvoyResources resources(GoldenCase golden) {
        return TranslatedResources.of(golden.translate(golden.input().objects()));
    }
}
