// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.lastgood;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.Finding;
import io.gatehouse.config.WrittenObject;
import io.gatehouse.server.GivenYaml;
import io.gatehouse.server.disk.SmallDisk;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FullDiskTest {
    @TempDir private Path temporary;
    private final AtomicReference<List<Finding>> told = new AtomicReference<>(List.of());

    private LastGood open(SmallDisk disk) {
        LastGood lastGood = new LastGood(Optional.of(disk.directory()), "1");
        lastGood.start(object -> Optional.of(new WrittenObject(object, "")), told::set);
        return lastGood;
    }

    private static ConfigObject virtualService(int status) {
        return GivenYaml.valid(
                        """
                        apiVersion: networking.istio.io/v1
                        kind: VirtualService
                        metadata: {name: a, namespace: default}
                        spec: {hosts: [a.test], http: [{directResponse: {status: %d}}]}
                        """
                                .formatted(status))
                .getFirst();
    }

    private static void serve(LastGood lastGood, long revision, ConfigObject object) {
        lastGood.passed(
                new TreeMap<>(Map.of("edge", revision)), Map.of(object.key(), Optional.of(object)));
        lastGood.acknowledged("edge", revision);
    }

    private static boolean holds(SmallDisk disk, ConfigObject object) {
        try (LastGood after = new LastGood(Optional.of(disk.directory()), "1")) {
            return after.find(object.key()).equals(Optional.of(object));
        }
    }

    @Test
    void whatWasThereStaysAndTheRestIsWrittenOnceThereIsRoom() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(temporary.resolve("disk"))) {
            try (LastGood lastGood = open(disk)) {
                serve(lastGood, 1, virtualService(201));
            }
            disk.fill();
            try (LastGood lastGood = open(disk)) {
                serve(lastGood, 1, virtualService(202));
                await().until(() -> !told.get().isEmpty());
                assertThat(told.get())
                        .singleElement()
                        .satisfies(finding ->
                                assertThat(finding.message())
                                        .contains("it cannot be written", "No space left"));
                assertThat(lastGood.find(virtualService(202).key())).contains(virtualService(202));
            }
            assertThat(holds(disk, virtualService(201))).isTrue();

            disk.empty();
            try (LastGood lastGood = open(disk)) {
                serve(lastGood, 1, virtualService(202));
            }
            assertThat(holds(disk, virtualService(202))).isTrue();
        }
    }

    @Test
    void oneThatIsReadOnlyIsToldAndNothingElse() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(temporary.resolve("disk"))) {
            disk.readOnly();
            try (LastGood lastGood = open(disk)) {
                serve(lastGood, 1, virtualService(201));
                assertThat(told.get())
                        .singleElement()
                        .satisfies(finding ->
                                assertThat(finding.message())
                                        .contains("cannot be used", "Read-only file system"));
            }
        }
    }
}
