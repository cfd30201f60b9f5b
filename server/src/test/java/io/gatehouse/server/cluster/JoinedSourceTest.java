// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.ConfigBatch;
import io.gatehouse.config.ConfigEvent;
import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.ConfigSource;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.server.GivenYaml;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class JoinedSourceTest {
    private final GivenSource first = new GivenSource();
    private final GivenSource second = new GivenSource();
    private final Map<ObjectKey, ConfigObject> seen = new TreeMap<>();

    private static ConfigObject namespace(String name, String label) {
        return GivenYaml.valid(
                        "{apiVersion: v1, kind: Namespace, metadata: {name: %s, labels: {is: %s}}}"
                                .formatted(name, label))
                .getFirst();
    }

    private void see(ConfigBatch batch) {
        for (ConfigEvent event : batch.events()) {
            switch (event) {
                case ConfigEvent.Upsert(ConfigObject object) -> seen.put(object.key(), object);
                case ConfigEvent.Delete(ObjectKey key) -> seen.remove(key);
                case ConfigEvent.Findings _ -> {}
            }
        }
    }

    @Test
    void anObjectOfBothIsTheFirstOnesForAsLongAsThatHasIt() {
        ConfigObject ofFirst = namespace("a", "first");
        ConfigObject ofSecond = namespace("a", "second");
        ConfigObject other = namespace("b", "second");
        new JoinedSource(first, second).start(this::see);
        second.say(new ConfigEvent.Upsert(ofSecond));
        second.say(new ConfigEvent.Upsert(other));
        first.say(new ConfigEvent.Upsert(ofFirst));
        assertThat(seen.values()).containsExactly(ofFirst, other);
        second.say(new ConfigEvent.Upsert(namespace("a", "newer")));
        assertThat(seen.values()).containsExactly(ofFirst, other);
        first.say(new ConfigEvent.Delete(ofFirst.key()));
        assertThat(seen.values()).containsExactly(namespace("a", "newer"), other);
        second.say(new ConfigEvent.Delete(ofFirst.key()));
        assertThat(seen.values()).containsExactly(other);
    }

    @Test
    void whatTheSecondGivesUpStaysWhereTheFirstHasIt() {
        ConfigObject object = namespace("a", "first");
        new JoinedSource(first, second).start(this::see);
        first.say(new ConfigEvent.Upsert(object));
        second.say(new ConfigEvent.Upsert(namespace("a", "second")));
        second.say(new ConfigEvent.Delete(object.key()));
        assertThat(seen.values()).containsExactly(object);
    }

    private static final class GivenSource implements ConfigSource {
        private Consumer<ConfigBatch> sink = _ -> {};

        @Override
        public void start(Consumer<ConfigBatch> listener) {
            sink = listener;
        }

        void say(ConfigEvent event) {
            sink.accept(new ConfigBatch("", 0, List.of(event)));
        }

        @Override
        public void close() {}
    }
}
