// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.ConfigBatch;
import io.gatehouse.config.ConfigEvent;
import io.gatehouse.config.ConfigEvent.Delete;
import io.gatehouse.config.ConfigEvent.Findings;
import io.gatehouse.config.ConfigEvent.Upsert;
import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.ConfigSource;
import io.gatehouse.config.FieldPath;
import io.gatehouse.config.Finding;
import io.gatehouse.config.FindingCode;
import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.core.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

final class SupplementedSourceTest {
    private static final ConfigObject WANTED = secret("wanted", "user");
    private static final ConfigObject STAND_IN = secret("wanted", "supplement");
    private static final ConfigObject TRIGGER = secret("trigger", "user");
    private static final ConfigObject GATEWAY = Defined.object(Defined.INGRESS_GATEWAY);
    private static final Finding FINDING =
            Finding.of(FindingCode.STAND_IN, WANTED.key(), FieldPath.ROOT, "stands in");

    private final List<ConfigBatch> told = new ArrayList<>();
    private final Fake source = new Fake();
    private final Counting supplement = new Counting();

    @Test
    void addsToTheFirstBatch() {
        start(new Upsert(TRIGGER));
        assertThat(events())
                .containsExactly(
                        new Upsert(TRIGGER),
                        new Upsert(STAND_IN),
                        new Findings("Counting", List.of(FINDING)));
        assertThat(told.getFirst().cause()).isEqualTo("test");
        assertThat(told.getFirst().detectedNanos()).isEqualTo(7);
    }

    @Test
    void isAskedInTheFirstBatchEvenIfThatIsEmpty() {
        start();
        assertThat(supplement.asked).isEqualTo(1);
        assertThat(events()).isEmpty();
    }

    @Test
    void tellsOnlyWhatChanges() {
        start(new Upsert(TRIGGER));
        source.tell(new Upsert(secret("unrelated", "user")));
        assertThat(events()).containsExactly(new Upsert(secret("unrelated", "user")));
    }

    @Test
    void isAskedOnlyWhenItsKindsChange() {
        start(new Upsert(TRIGGER));
        source.tell(new Upsert(GATEWAY), new Findings("file", List.of()));
        source.tell(new Delete(GATEWAY.key()));
        assertThat(supplement.asked).isEqualTo(1);
        source.tell(new Delete(TRIGGER.key()));
        assertThat(supplement.asked).isEqualTo(2);
    }

    @Test
    void takesBackWhatIsNotNeeded() {
        start(new Upsert(TRIGGER));
        source.tell(new Delete(TRIGGER.key()));
        assertThat(events())
                .containsExactly(
                        new Delete(TRIGGER.key()),
                        new Delete(STAND_IN.key()),
                        new Findings("Counting", List.of()));
    }

    @Test
    void holdsAgainstADefinedObjectOfTheSameKey() {
        start(new Upsert(WANTED), new Upsert(TRIGGER));
        assertThat(events()).contains(new Upsert(STAND_IN)).doesNotContain(new Upsert(WANTED));

        source.tell(new Upsert(secret("wanted", "changed")));
        assertThat(events()).isEmpty();
        source.tell(new Delete(WANTED.key()));
        assertThat(events()).isEmpty();
        source.tell(new Upsert(WANTED));
        assertThat(events()).isEmpty();

        source.tell(new Delete(TRIGGER.key()));
        assertThat(events()).contains(new Upsert(WANTED)).doesNotContain(new Delete(WANTED.key()));
    }

    @Test
    void givesWayInOneBatch() {
        start(new Upsert(TRIGGER));
        source.tell(new Delete(TRIGGER.key()), new Upsert(WANTED));
        assertThat(events()).contains(new Upsert(WANTED)).doesNotContain(new Delete(WANTED.key()));
    }

    @Test
    void closesTheSource() {
        SupplementedSource supplemented = new SupplementedSource(source, List.of(supplement));
        supplemented.close();
        assertThat(source.closed).isTrue();
    }

    private void start(ConfigEvent... events) {
        source.first = List.of(events);
        new SupplementedSource(source, List.of(supplement)).start(told::add);
    }

    /// Of the latest batch.
    private List<ConfigEvent> events() {
        return told.getLast().events();
    }

    private static Secret secret(String name, String type) {
        return (Secret)
                Defined.object(
                        """
                        apiVersion: v1
                        kind: Secret
                        metadata: {name: %s}
                        type: %s
                        """
                                .formatted(name, type));
    }

    /// Makes the wanted Secret while there is one that is called trigger.
    private static final class Counting implements Supplement {
        private int asked;

        @Override
        public Set<Kind> reads() {
            return Set.of(Kind.SECRET);
        }

        @Override
        public Supply supply(DefinedObjects defined) {
            asked++;
            return defined.contains(new ObjectKey(Kind.SECRET, "default", "trigger"))
                    ? new Supply(List.of(STAND_IN), List.of(FINDING))
                    : Supply.NOTHING;
        }
    }

    private static final class Fake implements ConfigSource {
        private List<ConfigEvent> first = List.of();
        private Consumer<ConfigBatch> sink = _ -> {};
        private boolean closed;

        @Override
        public void start(Consumer<ConfigBatch> sink) {
            this.sink = sink;
            tell(first.toArray(ConfigEvent[]::new));
        }

        void tell(ConfigEvent... events) {
            sink.accept(new ConfigBatch("test", 7, List.of(events)));
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
