// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.core;

import io.gatehouse.engine.VisibleHost;
import io.gatehouse.engine.graph.Evaluation;
import java.util.Optional;

/// What a service that an object names by host and port comes to, for the proxies that ask it.
public sealed interface NamedService {
    /// @param upstream name of the upstream
    /// @param port that requests to it go to
    record Found(String upstream, BackendPort port) implements NamedService {}

    /// @param why for the user
    record Missing(String why) implements NamedService {}

    /// @param host lower case
    /// @param namespace of what stands for the host; empty means any
    static NamedService find(
            ServiceNodes services,
            Evaluation e,
            String group,
            String host,
            int port,
            String namespace) {
        Optional<Backend> backend =
                e.get(services.backend, new VisibleHost(group, host))
                        .filter(found ->
                                namespace.isEmpty()
                                        || found.origin().namespace().equals(namespace));
        if (backend.isEmpty()) {
            return new Missing(
                    "no service that the gateway sees has host %s%s"
                            .formatted(
                                    host, namespace.isEmpty() ? "" : " in namespace " + namespace));
        }
        String target = backend.get().alias().orElse(host);
        Optional<BackendPort> found =
                target.equals(host)
                        ? backend.get().port(port)
                        : e.get(services.backend, new VisibleHost(group, target))
                                .flatMap(other -> other.port(port));
        return found.<NamedService>map(
                        there -> new Found(new UpstreamName(port, "", target).toString(), there))
                .orElseGet(() -> new Missing("service %s has no port %d".formatted(host, port)));
    }
}
