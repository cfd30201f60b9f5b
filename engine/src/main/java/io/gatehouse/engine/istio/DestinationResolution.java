// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.istio.Destination;
import io.gatehouse.engine.core.Backend;
import io.gatehouse.engine.core.ServiceHost;
import io.gatehouse.engine.core.UpstreamName;
import java.util.Optional;
import java.util.function.Function;

/// From a destination to the upstream that it means: the port that it gives, else the Service's
/// only port, else the port of the Gateway. A host that no backend has still gets a name, which no
/// cluster has: requests get 503, as in Istio. A host that stands for another gives it its port.
record DestinationResolution(
        String namespace, int serverPort, Function<String, Optional<Backend>> backendOf) {

    UpstreamName resolve(Destination destination) {
        String host = ServiceHost.qualify(Hostname.normal(destination.host()), namespace);
        int port =
                destination
                        .port()
                        .map(Destination.PortSelector::number)
                        .orElseGet(() -> onlyPort(host));
        String target = backendOf.apply(host).flatMap(Backend::alias).orElse(host);
        return new UpstreamName(port, destination.subset(), target);
    }

    private int onlyPort(String host) {
        return backendOf
                .apply(host)
                .map(Backend::ports)
                .filter(ports -> ports.size() == 1)
                .map(ports -> ports.getFirst().number())
                .orElse(serverPort);
    }
}
