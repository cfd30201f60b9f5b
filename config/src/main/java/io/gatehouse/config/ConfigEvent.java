// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config;

import java.util.List;

/// One thing that a [ConfigSource] tells.
public sealed interface ConfigEvent {

    /// An object is new or has changed.
    record Upsert(ConfigObject object) implements ConfigEvent {}

    record Delete(ObjectKey key) implements ConfigEvent {}

    /// All that is wrong with one document source (a file's path, say); replaces what was told
    /// about it before.
    record Findings(String origin, List<Finding> findings) implements ConfigEvent {
        public Findings {
            findings = List.copyOf(findings);
        }
    }
}
