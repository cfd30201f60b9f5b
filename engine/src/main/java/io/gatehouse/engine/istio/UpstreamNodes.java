// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.engine.GroupUpstream;
import io.gatehouse.engine.VisibleHost;
import io.gatehouse.engine.core.Backend;
import io.gatehouse.engine.core.BackendEndpoint;
import io.gatehouse.engine.core.BackendPort;
import io.gatehouse.engine.core.BackendPortKey;
import io.gatehouse.engine.core.ServiceNodes;
import io.gatehouse.engine.core.UpstreamName;
import io.gatehouse.engine.graph.Derivation;
import io.gatehouse.engine.graph.Evaluation;
import io.gatehouse.engine.graph.IncrementalGraph;
import io.gatehouse.routing.Discovery;
import io.gatehouse.routing.Upstream;
import io.gatehouse.routing.UpstreamEndpoints;
import io.gatehouse.routing.UpstreamProtocol;
import java.util.List;
import java.util.Optional;

/// From the backend that a route names to how a group's proxies reach it.
public final class UpstreamNodes {
    /// Absent when no backend has that host and port.
    public final Derivation<GroupUpstream, Optional<Upstream>> upstream;

    /// Of upstreams that exist.
    public final Derivation<GroupUpstream, UpstreamEndpoints> endpoints;

    private final ServiceNodes services;

    public UpstreamNodes(IncrementalGraph graph, ServiceNodes services) {
        this.services = services;
        upstream = graph.derivation("upstream", this::upstream);
        endpoints = graph.derivation("upstream endpoints", this::endpoints);
    }

    private Optional<Upstream> upstream(Evaluation e, GroupUpstream key) {
        Optional<UpstreamName> name =
                UpstreamName.parse(key.upstream()).filter(n -> n.subset().isEmpty());
        Optional<Backend> backend = name.flatMap(n -> backend(e, key.group(), n));
        Optional<BackendPort> port = backend.flatMap(b -> b.port(name.orElseThrow().port()));
        return port.flatMap(p -> discovery(e, key, backend.orElseThrow()))
                .map(discovery -> upstream(key.upstream(), discovery, port.orElseThrow()));
    }

    private Optional<Discovery> discovery(Evaluation e, GroupUpstream key, Backend backend) {
        return services.discovery(e, key, backend, () -> e.get(endpoints, key).groups());
    }

    private static Upstream upstream(String name, Discovery discovery, BackendPort port) {
        return new Upstream(
                name,
                discovery,
                Upstream.DEFAULT_CONNECT_TIMEOUT,
                port.protocol().http2() ? UpstreamProtocol.HTTP2 : UpstreamProtocol.HTTP1);
    }

    private UpstreamEndpoints endpoints(Evaluation e, GroupUpstream key) {
        UpstreamName name = UpstreamName.parse(key.upstream()).orElseThrow();
        List<BackendEndpoint> found =
                backend(e, key.group(), name)
                        .map(backend ->
                                new BackendPortKey(backend.origin(), name.host(), name.port()))
                        .map(port -> e.get(services.endpoints, port))
                        .orElse(List.of());
        return new UpstreamEndpoints(key.upstream(), EndpointGrouping.byPlacement(found));
    }

    private Optional<Backend> backend(Evaluation e, String group, UpstreamName name) {
        return e.get(services.backend, new VisibleHost(group, name.host()));
    }
}
