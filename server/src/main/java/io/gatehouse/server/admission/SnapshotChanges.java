// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.admission;

import io.gatehouse.config.ConfigEvent;
import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.ObjectKey;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pcollections.TreePMap;

/// What leads from one set of objects to another.
final class SnapshotChanges {
    private SnapshotChanges() {}

    @SuppressWarnings("ReferenceEquality") // most objects are the same in both
    static void tell(
            TreePMap<ObjectKey, ConfigObject> from,
            TreePMap<ObjectKey, ConfigObject> to,
            Consumer<ConfigEvent> told) {
        Iterator<Map.Entry<ObjectKey, ConfigObject>> olds = from.entrySet().iterator();
        Map.Entry<ObjectKey, ConfigObject> old = next(olds);
        for (Map.Entry<ObjectKey, ConfigObject> entry : to.entrySet()) {
            while (old != null && old.getKey().compareTo(entry.getKey()) < 0) {
                told.accept(new ConfigEvent.Delete(old.getKey()));
                old = next(olds);
            }
            boolean known = old != null && old.getKey().equals(entry.getKey());
            if (old == null || !known || old.getValue() != entry.getValue()) {
                told.accept(new ConfigEvent.Upsert(entry.getValue()));
            }
            if (known) {
                old = next(olds);
            }
        }
        for (; old != null; old = next(olds)) {
            told.accept(new ConfigEvent.Delete(old.getKey()));
        }
    }

    private static Map.@Nullable Entry<ObjectKey, ConfigObject> next(
            Iterator<Map.Entry<ObjectKey, ConfigObject>> entries) {
        return entries.hasNext() ? entries.next() : null;
    }
}
