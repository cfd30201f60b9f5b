// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.status;

import io.gatehouse.config.ConfigBatch;
import io.gatehouse.config.ConfigEvent;
import io.gatehouse.config.Finding;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.server.AppliedChange;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The objects whose status a change may have changed.
final class ChangedObjects {
    private ChangedObjects() {}

    static Set<ObjectKey> of(AppliedChange change) {
        Set<ObjectKey> keys = new LinkedHashSet<>();
        for (ConfigBatch batch : change.batches()) {
            for (ConfigEvent event : batch.events()) {
                switch (event) {
                    case ConfigEvent.Upsert(var object) -> keys.add(object.key());
                    case ConfigEvent.Delete(ObjectKey key) -> keys.add(key);
                    case ConfigEvent.Findings(_, List<Finding> said) -> add(said, keys);
                }
            }
        }
        add(change.findings().appeared(), keys);
        add(change.findings().resolved(), keys);
        keys.removeIf(key -> !WrittenKinds.contain(key.kind()));
        return keys;
    }

    private static void add(List<Finding> findings, Set<ObjectKey> keys) {
        findings.forEach(finding -> finding.object().ifPresent(keys::add));
    }
}
