// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.engine.core.BackendPort;
import io.gatehouse.engine.core.NamedService;
import io.gatehouse.engine.core.ServiceNodes;
import io.gatehouse.engine.graph.Evaluation;

/// Services that the mesh's `extensionProviders` name, as a group's proxies see them.
record ProviderServices(ServiceNodes services) {
    /// @param service `<namespace>/<host>` or a host
    ProviderService find(Evaluation e, String group, String service, int port) {
        int slash = service.indexOf('/');
        String host = Hostname.normal(service.substring(slash + 1));
        String namespace = slash < 0 ? "" : service.substring(0, slash);
        return switch (NamedService.find(services, e, group, host, port, namespace)) {
            case NamedService.Found(String upstream, BackendPort _) ->
                    new ProviderService.Found(upstream, host);
            case NamedService.Missing(String why) -> new ProviderService.Missing(why);
        };
    }
}
