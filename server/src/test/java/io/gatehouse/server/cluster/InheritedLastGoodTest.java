// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.WrittenObject;
import io.gatehouse.server.GivenYaml;
import io.gatehouse.server.lastgood.LastGood;
import io.gatehouse.server.replica.LastGoodOfOthers;
import io.gatehouse.server.replica.LastGoodServer;
import io.gatehouse.server.replica.ServedReplica;
import io.grpc.ServerServiceDefinition;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InheritedLastGoodTest {
    private static final int MANY = 5_000;

    @TempDir private Path temporary;
    private final List<String> told = new ArrayList<>();

    private static ConfigObject virtualService(int number) {
        return GivenYaml.valid(
                        """
                        apiVersion: networking.istio.io/v1
                        kind: VirtualService
                        metadata: {name: vs-%d, namespace: default, generation: 1}
                        spec: {hosts: [%s.test], http: [{directResponse: {status: 201}}]}
                        """
                                .formatted(number, "a".repeat(60)))
                .getFirst();
    }

    private LastGood lastGood(String name) {
        LastGood lastGood = new LastGood(Optional.of(temporary.resolve(name)), "1");
        lastGood.start(object -> Optional.of(new WrittenObject(object, "")), _ -> {});
        return lastGood;
    }

    private LastGood serving(int objects) {
        LastGood lastGood = lastGood("other");
        Map<ObjectKey, Optional<ConfigObject>> all = new HashMap<>();
        for (int i = 0; i < objects; i++) {
            ConfigObject object = virtualService(i);
            all.put(object.key(), Optional.of(object));
        }
        lastGood.passed(new TreeMap<>(Map.of("edge", 1L)), all);
        lastGood.acknowledged("edge", 1);
        return lastGood;
    }

    private InheritedLastGood inherited(String token) {
        return new InheritedLastGood(
                new LastGoodOfOthers(ServedReplica.access(() -> token), Duration.ofSeconds(30)),
                told::add,
                told::add);
    }

    @Test
    void aNewReplicaHasWhatTheOthersHaveThoughOneOfThemIsGone() throws IOException {
        InetSocketAddress gone;
        try (ServedReplica replica =
                new ServedReplica(
                        0, new LastGoodServer(LastGood.nothing(), ServedReplica::objection))) {
            gone = replica.address();
        }
        try (LastGood other = serving(MANY);
                LastGood lastGood = lastGood("new");
                ServedReplica replica =
                        new ServedReplica(0, new LastGoodServer(other, ServedReplica::objection))) {
            inherited("control plane")
                    .take(new LinkedHashSet<>(List.of(gone, replica.address())), lastGood);

            for (int i = 0; i < MANY; i++) {
                assertThat(lastGood.find(virtualService(i).key())).isPresent();
            }
            assertThat(lastGood.find(virtualService(7).key())).contains(virtualService(7));
            assertThat(told).hasSize(2);
            assertThat(told.getFirst())
                    .contains("does not tell what its proxies have: UNAVAILABLE");
            assertThat(told.getLast()).startsWith("Took over what proxies have");
        }
    }

    @Test
    void nobodyElseIsToldAnything() throws IOException {
        try (LastGood other = serving(1);
                LastGood lastGood = lastGood("new");
                ServedReplica replica =
                        new ServedReplica(0, new LastGoodServer(other, ServedReplica::objection))) {
            inherited("gateway").take(new LinkedHashSet<>(List.of(replica.address())), lastGood);

            assertThat(lastGood.isNew()).isTrue();
            assertThat(told)
                    .singleElement()
                    .asString()
                    .endsWith("PERMISSION_DENIED: not a replica");
        }
    }

    @Test
    void anOlderReplicaTellsNothingAndThatIsNoTrouble() throws IOException {
        try (LastGood lastGood = lastGood("new");
                ServedReplica replica =
                        new ServedReplica(
                                0, () -> ServerServiceDefinition.builder("other").build())) {
            inherited("control plane")
                    .take(new LinkedHashSet<>(List.of(replica.address())), lastGood);

            assertThat(told).isEmpty();
        }
    }
}
