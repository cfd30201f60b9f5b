// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.envoy;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.server.GivenYaml;
import io.gatehouse.server.TestGroups;
import io.gatehouse.server.Translation;
import io.gatehouse.server.live.TestProxy;
import io.gatehouse.xds.VersionedResource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What Envoy takes over a stream it takes on trial, each resource by itself.
class EnvoyTrialIT {
    private final EnvoyTrial trial = new EnvoyTrial(() -> Optional.of(TestProxy.binary()));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tls/mutual",
                "tcp/route",
                "http3/udp-port",
                "gateway/unix-socket",
                "scoped-routes/certificates",
                "authorization-policy/check-grpc",
                "request-authentication/two-issuers"
            })
    void takesWhatIsGood(String golden) throws IOException {
        String yaml = Files.readString(Path.of("src/test/resources/golden", golden, "input.yaml"));
        Translation translated = Translation.of(GivenYaml.valid(yaml), TestGroups.INGRESS);
        assertThat(translated.resources().values())
                .isNotEmpty()
                .filteredOn(resource -> !trial.takes(resource).orElseThrow())
                .extracting(VersionedResource::name)
                .isEmpty();
    }
}
