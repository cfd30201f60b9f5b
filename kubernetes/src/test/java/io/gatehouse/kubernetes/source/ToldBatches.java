// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.kubernetes.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.config.ConfigBatch;
import io.gatehouse.config.ConfigEvent;
import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.Finding;
import io.gatehouse.config.FindingCode;
import io.gatehouse.config.ObjectKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.awaitility.core.ThrowingRunnable;

/// A sink that keeps what it was told.
final class ToldBatches implements Consumer<ConfigBatch> {
    private final List<ConfigBatch> batches = new ArrayList<>();
    private final SortedMap<ObjectKey, ConfigObject> objects = new TreeMap<>();
    private final SortedMap<String, List<Finding>> findings = new TreeMap<>();

    @Override
    public synchronized void accept(ConfigBatch batch) {
        batches.add(batch);
        for (ConfigEvent event : batch.events()) {
            switch (event) {
                case ConfigEvent.Upsert(ConfigObject object) -> objects.put(object.key(), object);
                case ConfigEvent.Delete(ObjectKey key) ->
                        assertThat(objects.remove(key)).as(key.toString()).isNotNull();
                case ConfigEvent.Findings(String origin, List<Finding> said) ->
                        findings.put(origin, said);
            }
        }
        findings.values().removeIf(List::isEmpty);
    }

    synchronized List<String> objects() {
        return objects.keySet().stream().map(ObjectKey::toString).toList();
    }

    synchronized ConfigObject object(ObjectKey key) {
        return Optional.ofNullable(objects.get(key))
                .orElseThrow(() -> new AssertionError("no " + key));
    }

    synchronized List<ConfigBatch> batches() {
        return List.copyOf(batches);
    }

    synchronized List<FindingCode> codes() {
        return findings.values().stream().flatMap(List::stream).map(Finding::code).toList();
    }

    /// Each as `origin: message`.
    synchronized List<String> findings() {
        List<String> texts = new ArrayList<>();
        findings.forEach(
                (origin, said) -> said.forEach(f -> texts.add(origin + ": " + f.message())));
        return texts;
    }

    /// Such as `+Gateway default/shop` and `-Gateway default/shop`, of the batches from that one
    /// on.
    synchronized List<String> changes(int from) {
        return batches.subList(from, batches.size()).stream()
                .flatMap(batch -> batch.events().stream())
                .flatMap(event ->
                        switch (event) {
                            case ConfigEvent.Upsert(ConfigObject object) ->
                                    List.of("+" + object.key()).stream();
                            case ConfigEvent.Delete(ObjectKey key) -> List.of("-" + key).stream();
                            case ConfigEvent.Findings _ -> List.<String>of().stream();
                        })
                .toList();
    }

    static void eventually(ThrowingRunnable check) {
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(5))
                .untilAsserted(check);
    }

    void awaitObjects(String... expected) {
        eventually(() -> assertThat(objects()).containsExactly(expected));
    }
}
