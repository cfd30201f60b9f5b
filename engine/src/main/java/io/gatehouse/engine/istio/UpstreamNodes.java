// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.Kind;
import io.gatehouse.config.istio.DestinationRule.Subset;
import io.gatehouse.engine.GroupUpstream;
import io.gatehouse.engine.ProxyGroup;
import io.gatehouse.engine.VisibleHost;
import io.gatehouse.engine.core.Backend;
import io.gatehouse.engine.core.BackendEndpoint;
import io.gatehouse.engine.core.BackendPort;
import io.gatehouse.engine.core.BackendPortKey;
import io.gatehouse.engine.core.ServiceNodes;
import io.gatehouse.engine.core.TrafficDistribution;
import io.gatehouse.engine.core.UpstreamName;
import io.gatehouse.engine.graph.Derivation;
import io.gatehouse.engine.graph.Evaluation;
import io.gatehouse.engine.graph.IncrementalGraph;
import io.gatehouse.engine.graph.Table;
import io.gatehouse.routing.Discovery;
import io.gatehouse.routing.EndpointGroup;
import io.gatehouse.routing.Readiness;
import io.gatehouse.routing.ServiceName;
import io.gatehouse.routing.Upstream;
import io.gatehouse.routing.UpstreamEndpoints;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// From the backend that a route names to how a group's proxies reach it.
public final class UpstreamNodes {
    private static final String TLS_MODE_LABEL = "security.istio.io/tlsMode";

    /// Absent when no backend has that host and port, or no DestinationRule the subset, and when a
    /// certificate that it needs is not there.
    public final Derivation<GroupUpstream, Optional<Upstream>> upstream;

    /// Of upstreams that exist.
    public final Derivation<GroupUpstream, UpstreamEndpoints> endpoints;

    private final Derivation<String, UpstreamEdge> edge;
    private final Table<String, ProxyGroup> groups;
    private final MeshNodes mesh;
    private final ServiceNodes services;
    private final DestinationRuleNodes destinationRules;
    private final UpstreamTlsNodes tls;
    private final PeerNodes peers;
    private final TelemetryNodes telemetry;

    public UpstreamNodes(
            IncrementalGraph graph,
            Table<String, ProxyGroup> groups,
            MeshNodes mesh,
            ServiceNodes services,
            DestinationRuleNodes destinationRules,
            UpstreamTlsNodes tls,
            PeerNodes peers,
            TelemetryNodes telemetry) {
        this.tls = tls;
        this.peers = peers;
        this.telemetry = telemetry;
        this.groups = groups;
        this.mesh = mesh;
        this.services = services;
        this.destinationRules = destinationRules;
        edge = graph.derivation("edge of upstreams", this::edge);
        upstream = graph.derivation("upstream", this::upstream);
        endpoints = graph.derivation("upstream endpoints", this::endpoints);
    }

    private Optional<Upstream> upstream(Evaluation e, GroupUpstream key) {
        Optional<UpstreamName> found =
                UpstreamName.parse(key.upstream())
                        .filter(n -> n.subset().isEmpty() || subset(e, key, n).isPresent());
        if (found.isEmpty()) {
            return Optional.empty();
        }
        UpstreamName name = found.get();
        Optional<Backend> backend = backend(e, key.group(), name);
        Optional<BackendPort> port = backend.flatMap(b -> b.port(name.port()));
        UpstreamTls origination = name.bySni() ? new UpstreamTls.Plain() : e.get(tls.tls, key);
        if (port.isEmpty() || origination instanceof UpstreamTls.Unusable) {
            return Optional.empty();
        }
        DestinationPolicy policy = e.get(destinationRules.policy, key);
        UpstreamTranslator translator =
                new UpstreamTranslator(
                        mesh.of(e),
                        name.bySni() ? policy.opaque() : policy,
                        locality(e, policy, backend).placeUse(peers.known(e, key.group())),
                        e.get(telemetry.counts, key.group())
                                ? backend.map(UpstreamNodes::service)
                                : Optional.empty(),
                        e.get(edge, key.group()),
                        Optional.of(mesh.of(e).outboundClusterStatName())
                                .filter(pattern -> !pattern.isEmpty())
                                .map(
                                        new StatisticsName(
                                                        backend.orElseThrow(),
                                                        port.get(),
                                                        name.subset())
                                                ::of));
        return discovery(e, key, backend.orElseThrow())
                .map(discovery ->
                        translator.translate(
                                key.upstream(),
                                discovery,
                                name.bySni() ? port.get().opaque() : port.get(),
                                origination.started()));
    }

    private UpstreamEdge edge(Evaluation e, String group) {
        return e.read(groups, group)
                .map(proxies -> EdgeReader.of(mesh.of(e), proxies).upstreams())
                .orElse(UpstreamEdge.DEFAULT);
    }

    private static ServiceName service(Backend backend) {
        return new ServiceName(
                backend.host(),
                backend.origin().kind() == Kind.SERVICE ? backend.origin().name() : backend.host(),
                backend.origin().namespace());
    }

    private Optional<Discovery> discovery(Evaluation e, GroupUpstream key, Backend backend) {
        return services.discovery(e, key, backend, () -> e.get(endpoints, key).groups());
    }

    private UpstreamEndpoints endpoints(Evaluation e, GroupUpstream key) {
        return new UpstreamEndpoints(key.upstream(), groups(e, key));
    }

    private List<EndpointGroup> groups(Evaluation e, GroupUpstream key) {
        UpstreamName name = UpstreamName.parse(key.upstream()).orElseThrow();
        DestinationPolicy policy = e.get(destinationRules.policy, key);
        Optional<Backend> backend = backend(e, key.group(), name);
        List<BackendEndpoint> found =
                backend.map(one -> new BackendPortKey(one.origin(), name.host(), name.port()))
                        .map(port -> e.get(services.endpoints, port))
                        .orElse(List.of());
        Map<String, String> labels =
                subset(e, key, name).<Map<String, String>>map(Subset::labels).orElse(Map.of());
        List<BackendEndpoint> chosen =
                found.stream()
                        .filter(one -> one.labels().entrySet().containsAll(labels.entrySet()))
                        .filter(one -> one.readiness() == Readiness.READY || !panics(policy))
                        .filter(one -> !name.bySni() || speaksMeshTls(one))
                        .toList();
        return new LocalityBalancing(
                        e.read(groups, key.group()).orElseThrow(), locality(e, policy, backend))
                .group(chosen);
    }

    private LocalityLb locality(Evaluation e, DestinationPolicy policy, Optional<Backend> backend) {
        return LocalityLb.of(
                mesh.of(e),
                policy,
                backend.map(Backend::distribution).orElse(TrafficDistribution.ANY));
    }

    /// With a minimum of healthy endpoints Envoy goes back to all that it knows of when too few are
    /// left, so it must not know of those that are not ready, as in Istio.
    private static boolean panics(DestinationPolicy policy) {
        return policy.outlierDetection().filter(d -> d.minHealthPercent() > 0).isPresent();
    }

    /// The gateway does not open what it passes on by SNI, so only who asks for mutual TLS itself
    /// gets it.
    private static boolean speaksMeshTls(BackendEndpoint endpoint) {
        return "istio".equals(endpoint.labels().get(TLS_MODE_LABEL));
    }

    private Optional<Subset> subset(Evaluation e, GroupUpstream key, UpstreamName name) {
        return e.get(destinationRules.rule, new VisibleHost(key.group(), name.host()))
                .flatMap(rule -> rule.subset(name.subset()));
    }

    private Optional<Backend> backend(Evaluation e, String group, UpstreamName name) {
        return e.get(services.backend, new VisibleHost(group, name.host()));
    }
}
