// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.engine.core.Backend;
import io.gatehouse.engine.core.BackendPort;
import io.gatehouse.engine.core.PortProtocol;
import io.gatehouse.engine.core.UpstreamName;
import io.gatehouse.routing.ServerChain;
import io.gatehouse.routing.TlsHello;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// A server that hands mutual TLS of the mesh on to any service among its hosts, be it of a
/// ServiceEntry inside the mesh: clients of another network name the service, port and subset in
/// the server name.
///
/// @param subsets of a host, by name
record AutoPassthrough(
        PlannedServer server, Function<String, List<String>> subsets, ForwardingReader forwarding) {
    /// What Istio's proxies offer when they speak mutual TLS among themselves.
    private static final List<String> MESH_PROTOCOLS =
            List.of("istio-peer-exchange", "istio", "istio-http/1.0", "istio-http/1.1", "istio-h2");

    boolean offers(String host) {
        return server.hosts().stream().anyMatch(offered -> Hostname.covers(offered.dns(), host));
    }

    List<ServerChain> chains(Backend backend) {
        List<ServerChain> chains = new ArrayList<>();
        for (BackendPort port : backend.ports()) {
            if (port.protocol() != PortProtocol.UDP) {
                chains.add(chain(backend, port, ""));
                subsets.apply(backend.host())
                        .forEach(subset -> chains.add(chain(backend, port, subset)));
            }
        }
        return chains;
    }

    private ServerChain chain(Backend backend, BackendPort port, String subset) {
        UpstreamName name = new UpstreamName(port.number(), subset, backend.host(), true);
        return new ServerChain(
                name.toString(),
                Optional.of(new TlsHello(List.of(name.toString()), MESH_PROTOCOLS)),
                Optional.empty(),
                forwarding.bySni(name, port.protocol() == PortProtocol.MONGO));
    }
}
