// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.engine.VisibleHost;
import io.gatehouse.engine.core.Backend;
import io.gatehouse.engine.core.ServiceNodes;
import io.gatehouse.engine.core.UpstreamName;
import io.gatehouse.engine.graph.Evaluation;
import java.util.Optional;

/// Services that the mesh's `extensionProviders` name, as a group's proxies see them.
record ProviderServices(ServiceNodes services) {
    /// @param service `<namespace>/<host>` or a host
    ProviderService find(Evaluation e, String group, String service, int port) {
        int slash = service.indexOf('/');
        String host = Hostname.normal(service.substring(slash + 1));
        Optional<Backend> backend =
                e.get(services.backend, new VisibleHost(group, host))
                        .filter(found ->
                                slash < 0
                                        || found.origin()
                                                .namespace()
                                                .equals(service.substring(0, slash)));
        if (backend.isEmpty()) {
            return new ProviderService.Missing(
                    "no service that the gateway sees has host %s%s"
                            .formatted(
                                    host,
                                    slash < 0
                                            ? ""
                                            : " in namespace " + service.substring(0, slash)));
        }
        String target = backend.get().alias().orElse(host);
        boolean hasPort =
                target.equals(host)
                        ? backend.get().port(port).isPresent()
                        : e.get(services.backend, new VisibleHost(group, target))
                                .flatMap(found -> found.port(port))
                                .isPresent();
        return hasPort
                ? new ProviderService.Found(new UpstreamName(port, "", target).toString(), host)
                : new ProviderService.Missing("service %s has no port %d".formatted(host, port));
    }
}
