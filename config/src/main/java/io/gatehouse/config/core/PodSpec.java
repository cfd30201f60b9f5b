// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.core;

import io.gatehouse.config.OtherFieldsAllowed;
import java.util.List;

/// What runs in a Pod, or in the Pods of a [Deployment].
@OtherFieldsAllowed
public record PodSpec(String nodeName, String serviceAccountName, List<Container> containers) {
    public PodSpec {
        containers = List.copyOf(containers);
    }

    @OtherFieldsAllowed
    public record Container(
            String name, String image, List<ContainerPort> ports, List<Variable> env) {
        public Container {
            ports = List.copyOf(ports);
            env = List.copyOf(env);
        }
    }

    @OtherFieldsAllowed
    public record ContainerPort(String name, int containerPort, Protocol protocol) {}

    /// One variable of a container's environment; `value` is empty where it comes from elsewhere.
    @OtherFieldsAllowed
    public record Variable(String name, String value) {}
}
