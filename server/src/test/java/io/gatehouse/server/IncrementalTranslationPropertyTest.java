// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.Finding;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.codec.ReadLimits;
import io.gatehouse.config.codec.ReadResult;
import io.gatehouse.config.codec.YamlReader;
import io.gatehouse.engine.DeliveryLimits;
import io.gatehouse.engine.ProxyGroup;
import io.gatehouse.engine.RoutingGraph;
import io.gatehouse.engine.graph.Output;
import io.gatehouse.xds.ResourceName;
import io.gatehouse.xds.VersionedResource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// After any sequence of events the resources and findings are, byte for byte, those of a fresh
/// start with the objects that are left, in whatever order these arrive.
class IncrementalTranslationPropertyTest {
    private static final ProxyGroup GROUP = TestGroups.INGRESS;
    private static final YamlReader READER = new YamlReader(ReadLimits.DEFAULT);

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 40);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void incrementalEqualsFromScratch(long seed) {
        Random random = new Random(seed);
        RandomConfig config =
                new RandomConfig(
                        random,
                        TestCertificates.secretData("a.example.com"),
                        TestCertificates.secretData("b.example.com"));
        DeliveryLimits limits = new DeliveryLimits(1 + random.nextInt(4), 1 + random.nextInt(4));
        Living living = new Living(limits);
        Map<ObjectKey, ConfigObject> left = new TreeMap<>();
        for (int step = 0; step < 60; step++) {
            if (random.nextInt(4) == 0 && !left.isEmpty()) {
                ObjectKey key = new ArrayList<>(left.keySet()).get(random.nextInt(left.size()));
                left.remove(key);
                living.routing.tables.delete(key);
            } else {
                ConfigObject object = read(config.next());
                left.put(object.key(), object);
                living.routing.tables.upsert(object);
            }
            if (random.nextInt(3) > 0) {
                continue;
            }
            living.collect();
            List<ConfigObject> shuffled = new ArrayList<>(left.values());
            Collections.shuffle(shuffled, random);
            Translation fresh = Translation.of(shuffled, new LiveTranslation(GROUP, limits));
            assertThat(living.resources)
                    .as("seed %d, step %d", seed, step)
                    .isEqualTo(fresh.resources());
            assertThat(living.findings())
                    .as("seed %d, step %d", seed, step)
                    .isEqualTo(fresh.findings());
            assertThat(living.routing.graph.failures())
                    .as("seed %d, step %d", seed, step)
                    .isEmpty();
        }
    }

    private static ConfigObject read(String yaml) {
        return READER.read("random.yaml", yaml).stream()
                .map(result ->
                        switch (result) {
                            case ReadResult.Read read -> read.object();
                            case ReadResult.Refused refused ->
                                    throw new AssertionError(yaml + refused.findings());
                            case ReadResult.Skipped skipped ->
                                    throw new AssertionError(yaml + skipped.findings());
                        })
                .findFirst()
                .orElseThrow();
    }

    private static final class Living {
        final RoutingGraph routing;
        final EnvoyResources envoy;
        final NavigableMap<ResourceName, VersionedResource> resources = new TreeMap<>();
        private final Map<ObjectKey, List<Finding>> findings = new TreeMap<>();

        Living(DeliveryLimits limits) {
            routing = new RoutingGraph(limits);
            envoy = new EnvoyResources(routing);
            routing.groups.put(GROUP.name(), GROUP);
        }

        void collect() {
            for (ResourceChanges changes : envoy.changes().values()) {
                changes.removals().forEach(resources::remove);
                changes.upserts().forEach(resource -> resources.put(resource.name(), resource));
            }
            for (Output<ObjectKey, List<Finding>> output : envoy.allFindings()) {
                output.changes()
                        .forEach(change ->
                                findings.put(change.key(), change.value().orElse(List.of())));
            }
        }

        List<Finding> findings() {
            return findings.values().stream()
                    .flatMap(List::stream)
                    .sorted(SortedFindings.ORDER)
                    .toList();
        }
    }
}
