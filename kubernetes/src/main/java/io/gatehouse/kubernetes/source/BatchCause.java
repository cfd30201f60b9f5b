// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.kubernetes.source;

import io.gatehouse.config.Causes;
import io.gatehouse.config.ConfigEvent;
import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.Finding;
import io.gatehouse.config.ObjectKey;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Says in words what a batch is about. Not thread-safe.
final class BatchCause {
    private final Set<ObjectKey> told = new HashSet<>();

    /// Such as `added Gateway default/shop; changed VirtualService default/shop`.
    String of(List<ConfigEvent> events) {
        Causes causes = new Causes();
        Causes remarks = new Causes();
        for (ConfigEvent event : events) {
            switch (event) {
                case ConfigEvent.Upsert(ConfigObject object) ->
                        causes.add(
                                told.add(object.key()) ? "added" : "changed",
                                object.key().toString());
                case ConfigEvent.Delete(ObjectKey key) -> {
                    told.remove(key);
                    causes.add("removed", key.toString());
                }
                case ConfigEvent.Findings(String origin, List<Finding> findings) ->
                        remarks.add(findings.isEmpty() ? "resolved" : "found wrong", origin);
            }
        }
        String cause = causes.drain();
        return cause.isEmpty() ? remarks.drain() : cause;
    }
}
