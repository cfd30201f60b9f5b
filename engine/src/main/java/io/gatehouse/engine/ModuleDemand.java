// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine;

import io.gatehouse.config.istio.TrafficExtension;
import java.util.List;
import java.util.Optional;

/// How a module is to be fetched, and once more when this changes.
///
/// @param login at the registry
/// @param namedBy the objects that name a module that is fetched again with each of their versions;
///   else none
public record ModuleDemand(Optional<RegistryLogin> login, List<TrafficExtension> namedBy) {
    public ModuleDemand {
        namedBy = List.copyOf(namedBy);
    }
}
