// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.core;

import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectMeta;
import io.gatehouse.config.OtherFieldsAllowed;
import java.util.List;
import java.util.Optional;

/// Containers that run together and share an address.
public record Pod(ObjectMeta metadata, PodSpec spec, Optional<Status> status)
        implements ConfigObject {
    @Override
    public Kind kind() {
        return Kind.POD;
    }

    /// How the Pod is doing.
    ///
    /// @param phase `Pending`, `Running`, `Succeeded`, `Failed` or `Unknown`
    @OtherFieldsAllowed
    public record Status(
            String phase, String podIP, List<PodIp> podIPs, List<Condition> conditions) {
        public Status {
            podIPs = List.copyOf(podIPs);
            conditions = List.copyOf(conditions);
        }
    }

    @OtherFieldsAllowed
    public record PodIp(String ip) {}

    /// One aspect of how the Pod is doing.
    ///
    /// @param type such as `Ready`
    /// @param status `True`, `False` or `Unknown`
    @OtherFieldsAllowed
    public record Condition(String type, String status) {}
}
