// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config;

import java.util.List;

/// Events that belong together: they are applied in one step, and what comes of them is served in
/// one step.
///
/// @param cause what happened, for people: `changed shop.yaml`
/// @param detectedNanos `System.nanoTime()` when the source noticed
public record ConfigBatch(String cause, long detectedNanos, List<ConfigEvent> events) {
    public ConfigBatch {
        events = List.copyOf(events);
    }
}
