// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.ConfigEvent;
import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.ObjectMeta;
import io.gatehouse.config.core.Namespace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.pcollections.TreePMap;

class SnapshotChangesTest {
    private static ConfigObject object(int name, int version) {
        return new Namespace(
                ObjectMeta.named("", "n" + name, new TreeMap<>(Map.of("v", "" + version))));
    }

    private static TreePMap<ObjectKey, ConfigObject> change(
            TreePMap<ObjectKey, ConfigObject> objects, Random random) {
        TreePMap<ObjectKey, ConfigObject> changed = objects;
        for (int i = random.nextInt(12); i > 0; i--) {
            ConfigObject object = object(random.nextInt(20), random.nextInt(1000));
            changed =
                    random.nextInt(3) == 0
                            ? changed.minus(object.key())
                            : changed.plus(object.key(), object);
        }
        return changed;
    }

    private static List<ConfigEvent> told(
            TreePMap<ObjectKey, ConfigObject> from, TreePMap<ObjectKey, ConfigObject> to) {
        List<ConfigEvent> told = new ArrayList<>();
        SnapshotChanges.tell(from, to, told::add);
        return told;
    }

    @RepeatedTest(50)
    void leadFromOneSnapshotToTheOther(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        TreePMap<ObjectKey, ConfigObject> from = change(TreePMap.empty(), random);
        TreePMap<ObjectKey, ConfigObject> to = change(from, random);
        TreePMap<ObjectKey, ConfigObject> replayed = from;
        for (ConfigEvent event : told(from, to)) {
            replayed =
                    switch (event) {
                        case ConfigEvent.Upsert(ConfigObject object) ->
                                replayed.plus(object.key(), object);
                        case ConfigEvent.Delete(ObjectKey key) -> replayed.minus(key);
                        case ConfigEvent.Findings _ -> throw new AssertionError(event);
                    };
        }
        assertThat(replayed).isEqualTo(to);
    }

    @Test
    void tellNothingOfWhatIsTheSame() {
        ConfigObject changed = object(2, 1);
        TreePMap<ObjectKey, ConfigObject> from = TreePMap.empty();
        for (int i = 0; i < 3; i++) {
            ConfigObject object = object(i, 0);
            from = from.plus(object.key(), object);
        }
        assertThat(told(from, from)).isEmpty();
        assertThat(told(from, from.plus(changed.key(), changed)))
                .containsExactly(new ConfigEvent.Upsert(changed));
        ObjectKey gone = new ObjectKey(Kind.NAMESPACE, "", "n0");
        assertThat(told(from, from.minus(gone))).containsExactly(new ConfigEvent.Delete(gone));
    }
}
