// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.standalone;

import io.gatehouse.config.core.Service;
import io.gatehouse.server.AppliedChange;
import io.gatehouse.server.LiveChange;
import io.gatehouse.server.envoy.EnvoyState;
import java.util.List;

/// Told what a run does, from several threads; must not block.
public interface StandaloneListener {

    /// Something takes long, or is unusual.
    void progress(String sentence);

    /// Envoy serves the whole configuration for the first time.
    ///
    /// @param services of the gateway workload
    /// @param commands that a user can try
    void serving(List<Service> services, List<String> commands);

    void applied(AppliedChange change);

    void live(LiveChange change);

    void envoy(EnvoyState state);

    /// A line that Envoy wrote.
    void envoyLog(String line);
}
