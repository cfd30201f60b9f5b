// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.quarantine;

import io.gatehouse.config.ConfigEvent;
import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.ObjectKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// The objects that are set aside: the translation is given an earlier version of each, or none,
/// until the object changes. For one thread.
public final class Quarantine {
    private final Map<ObjectKey, Held> held = new HashMap<>();

    private boolean changed = true;

    private record Held(ConfigObject refused, Optional<ConfigObject> instead, String message) {}

    /// Whether the translation is told of an event: not of the version that is set aside. Any other
    /// version lifts the quarantine.
    public boolean admit(ObjectKey key, ConfigEvent event) {
        Held known = held.get(key);
        if (known == null) {
            return true;
        }
        if (event instanceof ConfigEvent.Upsert(ConfigObject object)
                && known.refused.equals(object)) {
            return false;
        }
        held.remove(key);
        changed = true;
        return true;
    }

    public boolean holds(ObjectKey key) {
        return held.containsKey(key);
    }

    /// What the translation has of an object.
    ///
    /// @param newest of which the user knows
    public Optional<ConfigObject> translated(ObjectKey key, Optional<ConfigObject> newest) {
        Held known = held.get(key);
        return known == null ? newest : known.instead;
    }

    /// @param message what there is to say about it
    public void hold(Suspect culprit, String message) {
        held.put(culprit.key(), new Held(culprit.object(), culprit.before(), message));
        changed = true;
    }

    /// All that is set aside, told when it has changed since this was called last.
    public void ifChanged(Consumer<List<Aside>> listener) {
        if (changed) {
            changed = false;
            listener.accept(
                    held.values().stream().map(h -> new Aside(h.refused, h.message)).toList());
        }
    }
}
