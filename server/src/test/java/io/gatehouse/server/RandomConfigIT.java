// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.codec.ReadLimits;
import io.gatehouse.config.codec.ReadResult;
import io.gatehouse.config.codec.YamlReader;
import io.gatehouse.server.golden.TranslatedResources;
import io.gatehouse.server.live.TestProxy;
import io.gatehouse.testing.EnvoyValidator;
import io.gatehouse.testing.EnvoyVerdict;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever objects meet, shadow and contradict each other, a real Envoy accepts what comes of
/// them: no two chains of a port with one match, no host twice in a table, no name that leads
/// nowhere.
class RandomConfigIT {
    private static final int OBJECTS = 60;
    private static final YamlReader READER = new YamlReader(ReadLimits.DEFAULT);
    private static final EnvoyValidator VALIDATOR =
            new EnvoyValidator(TestProxy.binary(), TestProxy.bootstrap(1));

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 80);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void envoyAcceptsIt(long seed) {
        RandomConfig config =
                new RandomConfig(
                        new Random(seed),
                        TestCertificates.secretData("a.example.com"),
                        TestCertificates.secretData("b.example.com"));
        Map<ObjectKey, ConfigObject> objects = new TreeMap<>();
        for (int i = 0; i < OBJECTS; i++) {
            if (READER.read("random.yaml", config.next()).getFirst()
                    instanceof ReadResult.Read read) {
                objects.put(read.object().key(), read.object());
            }
        }
        EnvoyVerdict verdict =
                VALIDATOR.validate(
                        TranslatedResources.of(
                                Translation.of(objects.values(), TestGroups.INGRESS)));
        assertThat(verdict.accepted()).as("seed %d: %s", seed, verdict.words()).isTrue();
    }
}
