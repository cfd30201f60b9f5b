// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.standalone;

import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.ObjectKey;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// What the user defines at one moment, in the order of the keys.
public record DefinedObjects(SortedMap<ObjectKey, ConfigObject> byKey) {
    public DefinedObjects {
        byKey = Collections.unmodifiableSortedMap(new TreeMap<>(byKey));
    }

    /// Those objects and no others.
    public static DefinedObjects of(Collection<? extends ConfigObject> objects) {
        TreeMap<ObjectKey, ConfigObject> byKey = new TreeMap<>();
        objects.forEach(object -> byKey.put(object.key(), object));
        return new DefinedObjects(byKey);
    }

    /// All of one kind.
    public <T extends ConfigObject> List<T> all(Class<T> type) {
        return byKey.values().stream().filter(type::isInstance).map(type::cast).toList();
    }

    boolean contains(ObjectKey key) {
        return byKey.containsKey(key);
    }
}
