// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.istio.DestinationRule.Subset;
import io.gatehouse.engine.GroupUpstream;
import io.gatehouse.engine.ProxyGroup;
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
import io.gatehouse.engine.graph.Table;
import io.gatehouse.routing.Discovery;
import io.gatehouse.routing.EndpointGroup;
import io.gatehouse.routing.Upstream;
import io.gatehouse.routing.UpstreamEndpoints;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// From the backend that a route names to how a group's proxies reach it.
public final class UpstreamNodes {
    /// Absent when no backend has that host and port, or no DestinationRule the subset.
    public final Derivation<GroupUpstream, Optional<Upstream>> upstream;

    /// Of upstreams that exist.
    public final Derivation<GroupUpstream, UpstreamEndpoints> endpoints;

    private final Table<String, ProxyGroup> groups;
    private final MeshNodes mesh;
    private final ServiceNodes services;
    private final DestinationRuleNodes destinationRules;

    public UpstreamNodes(
            IncrementalGraph graph,
            Table<String, ProxyGroup> groups,
            MeshNodes mesh,
            ServiceNodes services,
            DestinationRuleNodes destinationRules) {
        this.groups = groups;
        this.mesh = mesh;
        this.services = services;
        this.destinationRules = destinationRules;
        upstream = graph.derivation("upstream", this::upstream);
        endpoints = graph.derivation("upstream endpoints", this::endpoints);
    }

    private Optional<Upstream> upstream(Evaluation e, GroupUpstream key) {
        return UpstreamName.parse(key.upstream())
                .filter(name -> name.subset().isEmpty() || subset(e, key, name).isPresent())
                .flatMap(name ->
                        backend(e, key.group(), name).flatMap(backend -> backend.port(name.port())))
                .map(port -> upstream(e, key, port));
    }

    private Upstream upstream(Evaluation e, GroupUpstream key, BackendPort port) {
        return new UpstreamTranslator(mesh.of(e), e.get(destinationRules.policy, key))
                .translate(key.upstream(), new Discovery.Delivered(), port, Optional.empty());
    }

    private UpstreamEndpoints endpoints(Evaluation e, GroupUpstream key) {
        return new UpstreamEndpoints(key.upstream(), groups(e, key));
    }

    private List<EndpointGroup> groups(Evaluation e, GroupUpstream key) {
        UpstreamName name = UpstreamName.parse(key.upstream()).orElseThrow();
        DestinationPolicy policy = e.get(destinationRules.policy, key);
        List<BackendEndpoint> found =
                backend(e, key.group(), name)
                        .map(backend ->
                                new BackendPortKey(backend.origin(), name.host(), name.port()))
                        .map(port -> e.get(services.endpoints, port))
                        .orElse(List.of());
        Map<String, String> labels =
                subset(e, key, name).<Map<String, String>>map(Subset::labels).orElse(Map.of());
        List<BackendEndpoint> chosen =
                found.stream()
                        .filter(one -> one.labels().entrySet().containsAll(labels.entrySet()))
                        .filter(one -> one.healthy() || !panics(policy))
                        .toList();
        return new LocalityBalancing(
                        e.read(groups, key.group()).orElseThrow(),
                        LocalityLb.of(mesh.of(e), policy))
                .group(chosen);
    }

    /// With a minimum of healthy endpoints Envoy goes back to all that it knows of when too few are
    /// left, so it must not know of those that are not ready, as in Istio.
    private static boolean panics(DestinationPolicy policy) {
        return policy.outlierDetection().filter(d -> d.minHealthPercent() > 0).isPresent();
    }

    private Optional<Subset> subset(Evaluation e, GroupUpstream key, UpstreamName name) {
        return e.get(destinationRules.rule, new VisibleHost(key.group(), name.host()))
                .flatMap(rule -> rule.subset(name.subset()));
    }

    private Optional<Backend> backend(Evaluation e, String group, UpstreamName name) {
        return e.get(services.backend, new VisibleHost(group, name.host()));
    }
}
