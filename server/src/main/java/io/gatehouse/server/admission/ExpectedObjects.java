// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.admission;

import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.server.ControlPlaneState;
import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;
import org.pcollections.TreePMap;

/// Objects that were allowed a moment ago and are on their way: whoever writes a Gateway and then
/// its VirtualService is faster than any watch. Times are of [System#nanoTime()]. For one thread.
final class ExpectedObjects {
    /// An object that has not come by then was not stored after all.
    private static final Duration LONGEST_WAY = Duration.ofSeconds(10);

    private final SortedMap<ObjectKey, Expected> expected = new TreeMap<>();

    private record Expected(ConfigObject object, long since) {
        boolean isStill(ControlPlaneState state, long now) {
            return now - since < LONGEST_WAY.toNanos()
                    && state.find(object.key())
                            .filter(there ->
                                    there.metadata().generation() >= object.metadata().generation())
                            .isEmpty();
        }
    }

    void add(ConfigObject object, long now) {
        expected.put(object.key(), new Expected(object, now));
    }

    /// What there will be, as far as is known.
    ControlPlaneState over(ControlPlaneState state, long now) {
        expected.values().removeIf(object -> !object.isStill(state, now));
        if (expected.isEmpty()) {
            return state;
        }
        TreePMap<ObjectKey, ConfigObject> objects = state.objects();
        for (Expected next : expected.values()) {
            objects = objects.plus(next.object.key(), next.object);
        }
        return new ControlPlaneState(objects, state.findings());
    }
}
