// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a source has told, so that it tells only what differs from it. Not thread-safe.
public final class ToldState {
    private final Map<ObjectKey, ConfigObject> objects = new HashMap<>();
    private final Map<String, List<Finding>> findings = new HashMap<>();

    /// @param now absent if there is no such object
    public Optional<ConfigEvent> object(ObjectKey key, Optional<ConfigObject> now) {
        if (now.isEmpty()) {
            return Optional.ofNullable(objects.remove(key)).map(_ -> new ConfigEvent.Delete(key));
        }
        ConfigObject object = now.get();
        return object.equals(objects.put(key, object))
                ? Optional.empty()
                : Optional.of(new ConfigEvent.Upsert(object));
    }

    /// @param now all that there is to say
    public Optional<ConfigEvent> findings(String origin, List<Finding> now) {
        List<Finding> before = now.isEmpty() ? findings.remove(origin) : findings.put(origin, now);
        return now.equals(before == null ? List.of() : before)
                ? Optional.empty()
                : Optional.of(new ConfigEvent.Findings(origin, now));
    }
}
