// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.ConfigBatch;
import io.gatehouse.config.ConfigEvent;
import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.pcollections.TreePMap;

class ObjectChangesTest {
    private static final Duration LATENCY = Duration.ofMillis(8);

    private final ObjectChanges changes = new ObjectChanges();
    private TreePMap<ObjectKey, ConfigObject> objects = TreePMap.empty();

    private static ConfigObject virtualService(String name, int generation) {
        return GivenYaml.valid(
                        """
                        apiVersion: networking.istio.io/v1
                        kind: VirtualService
                        metadata: {name: '%s', generation: %d}
                        spec: {hosts: [x.test], http: [{directResponse: {status: 200}}]}
                        """
                                .formatted(name, generation))
                .getFirst();
    }

    private AppliedChange pass(Map<String, Long> revisions, ConfigEvent... events) {
        AppliedChange change =
                new AppliedChange(
                        List.of(new ConfigBatch("test", 0, List.of(events))),
                        new TreeMap<>(revisions),
                        FindingChanges.NONE);
        changes.publishing(change, new ControlPlaneState(objects, List.of()));
        Arrays.stream(events).forEach(this::apply);
        changes.published();
        return change;
    }

    private void apply(ConfigEvent event) {
        if (event instanceof ConfigEvent.Upsert(ConfigObject object)) {
            objects = objects.plus(object.key(), object);
        } else if (event instanceof ConfigEvent.Delete(ObjectKey key)) {
            objects = objects.minus(key);
        }
    }

    private AppliedChange upsert(Map<String, Long> revisions, String name, int generation) {
        return pass(revisions, new ConfigEvent.Upsert(virtualService(name, generation)));
    }

    private LastChange last(String name) {
        ObjectKey key = virtualService(name, 0).key();
        return changes.of(key, objects.containsKey(key));
    }

    @Test
    void aFileHasNoGenerationSoThatEveryVersionIsAChange() {
        upsert(Map.of("a", 1L), "x", 0);
        assertThat(last("x").revisions()).isEqualTo(Map.of("a", 1L));

        upsert(Map.of("a", 2L), "x", 0);
        assertThat(last("x").revisions()).isEqualTo(Map.of("a", 2L));
    }

    @Test
    void allGroupsCountThatAreThereWhenItChanges() {
        pass(Map.of("a", 4L, "b", 7L));
        upsert(Map.of("a", 5L), "x", 1);
        pass(Map.of("b", 8L));

        assertThat(last("x").revisions()).isEqualTo(Map.of("a", 5L, "b", 7L));
    }

    @Test
    void theSameGenerationIsNoChange() {
        pass(Map.of("a", 1L));
        upsert(Map.of("a", 2L), "x", 1);
        upsert(Map.of("a", 3L), "x", 1);
        assertThat(last("x").revisions()).isEqualTo(Map.of("a", 2L));

        upsert(Map.of("a", 4L), "x", 2);
        assertThat(last("x").revisions()).isEqualTo(Map.of("a", 4L));
    }

    @Test
    void howLongItTookIsToldOnceProxiesHaveIt() {
        AppliedChange first = upsert(Map.of("a", 1L), "x", 0);
        AppliedChange second = upsert(Map.of("a", 2L), "y", 0);
        AppliedChange third = upsert(Map.of(), "z", 0);
        assertThat(last("x").latency()).isEmpty();

        changes.live(new LiveChange(second, LATENCY, 1));
        assertThat(last("x").latency()).isEmpty();
        assertThat(last("y").latency()).contains(LATENCY);

        changes.live(new LiveChange(first, LATENCY.multipliedBy(2), 1));
        assertThat(last("x").latency()).contains(LATENCY.multipliedBy(2));

        changes.live(new LiveChange(third, Duration.ZERO, 0));
        assertThat(last("z").latency()).isEmpty();
    }

    @Test
    void aDeletionIsAChangeThatProxiesHaveToHave() {
        upsert(Map.of("a", 1L), "x", 0);
        pass(Map.of("a", 2L), new ConfigEvent.Delete(virtualService("x", 0).key()));
        pass(Map.of("a", 3L));
        assertThat(last("x").revisions()).isEqualTo(Map.of("a", 2L));

        upsert(Map.of("a", 4L), "x", 0);
        assertThat(last("x").revisions()).isEqualTo(Map.of("a", 4L));
    }

    @Test
    void ofManyDeletionsTheOldestAreTakenForYounger() {
        pass(Map.of("a", 1L));
        pass(Map.of("a", 2L), delete("x"));
        pass(Map.of("a", 3L), delete("y"));
        pass(
                Map.of("a", 4L),
                IntStream.range(0, 9_998)
                        .mapToObj(i -> delete("n" + i))
                        .toArray(ConfigEvent[]::new));
        assertThat(last("x").revisions()).isEqualTo(Map.of("a", 2L));
        assertThat(last("y").revisions()).isEqualTo(Map.of("a", 3L));

        pass(Map.of("a", 5L), delete("z"), delete("u"));
        assertThat(last("x").revisions()).isEqualTo(Map.of("a", 3L));
    }

    private static ConfigEvent delete(String name) {
        return new ConfigEvent.Delete(new ObjectKey(Kind.VIRTUAL_SERVICE, "default", name));
    }

    @Test
    void aGroupThatBeganAnewNeedsWhatItHas() {
        pass(Map.of("a", 50L));
        upsert(Map.of("a", 51L), "x", 0);
        pass(Map.of("a", 1L));

        assertThat(last("x").revisions()).isEqualTo(Map.of("a", 1L));
    }

    @Test
    void whatTheStateShowsIsToldAfterwards() {
        AppliedChange change =
                new AppliedChange(List.of(), new TreeMap<>(Map.of("a", 1L)), FindingChanges.NONE);
        changes.publishing(change, ControlPlaneState.EMPTY);
        assertThat(changes.shown("a")).isZero();

        changes.published();
        assertThat(changes.shown("a")).isEqualTo(1);
    }
}
