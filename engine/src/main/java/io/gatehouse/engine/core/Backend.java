// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.core;

import io.gatehouse.config.ObjectKey;
import java.util.List;
import java.util.Optional;

/// What a host name stands for, whichever kind of object describes it.
///
/// @param origin the object; its namespace is the backend's
/// @param host lower case; may be a wildcard
public record Backend(ObjectKey origin, String host, List<BackendPort> ports) {
    public Backend {
        ports = List.copyOf(ports);
    }

    public Optional<BackendPort> port(int number) {
        return ports.stream().filter(port -> port.number() == number).findFirst();
    }
}
