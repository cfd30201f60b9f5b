// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.quarantine;

import io.gatehouse.xds.VersionedResource;
import java.util.Optional;

/// Asks an Envoy that serves nothing whether it would take a resource. May take a second.
public interface ResourceTrial {
    /// Where there is no Envoy to ask.
    ResourceTrial NONE = _ -> Optional.empty();

    /// Absent where it cannot be told.
    Optional<Boolean> takes(VersionedResource resource);
}
