// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.core.Service;
import io.gatehouse.engine.ProxyGroup;
import io.gatehouse.engine.core.BackendEndpoint;
import io.gatehouse.engine.core.BackendPortKey;
import io.gatehouse.engine.core.ServiceHost;
import io.gatehouse.engine.core.ServiceNodes;
import io.gatehouse.engine.graph.Derivation;
import io.gatehouse.engine.graph.Evaluation;
import io.gatehouse.engine.graph.IncrementalGraph;
import io.gatehouse.engine.graph.Index;
import io.gatehouse.engine.graph.Table;
import io.gatehouse.routing.EndpointGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The proxies of a group among themselves: how many of them are in each zone, which each must know
/// to keep requests in its own.
public final class PeerNodes {
    /// Revisions of one Deployment, which need not be spread over the zones alike.
    private static final List<String> REVISION_LABELS =
            List.of("pod-template-hash", "rollouts-pod-template-hash");

    /// Nobody connects to a peer.
    private static final int NO_PORT = 1;

    /// The groups whose proxies are told.
    public final Index<String, String> told;

    /// The endpoints of the group's own Services in the proxies' region, each address once.
    public final Derivation<String, List<EndpointGroup>> peers;

    private final Table<String, ProxyGroup> groups;
    private final GatewayNodes gateways;
    private final ServiceNodes services;
    private final Derivation<String, Boolean> known;

    public PeerNodes(
            IncrementalGraph graph,
            Table<String, ProxyGroup> groups,
            GatewayNodes gateways,
            MeshNodes mesh,
            ServiceNodes services) {
        this.groups = groups;
        this.gateways = gateways;
        this.services = services;
        known =
                graph.derivation(
                        "peers are known",
                        (e, group) ->
                                e.read(groups, group)
                                        .orElseThrow()
                                        .proxyConfig(mesh.of(e))
                                        .selfDiscovery());
        told =
                graph.index(
                        "groups that are told of their peers",
                        groups,
                        (e, group) -> known(e, group) ? Set.of(group) : Set.of());
        peers = graph.derivation("peers", this::peers);
    }

    boolean known(Evaluation e, String group) {
        return e.get(known, group);
    }

    private List<EndpointGroup> peers(Evaluation e, String name) {
        ProxyGroup group = e.read(groups, name).orElseThrow();
        List<BackendEndpoint> found = new ArrayList<>();
        for (Service service : gateways.services(e, name)) {
            endpoints(e, service)
                    .filter(one -> one.placement().region().equals(group.placement().region()))
                    .filter(one -> sameRevision(one.labels(), group.labels()))
                    .map(PeerNodes::withoutPort)
                    .forEach(found::add);
        }
        return EndpointGrouping.byPlacement(found);
    }

    private Stream<BackendEndpoint> endpoints(Evaluation e, Service service) {
        String host = ServiceHost.of(service.key());
        return service.spec().ports().stream()
                .map(port -> new BackendPortKey(service.key(), host, port.port()))
                .flatMap(port -> e.get(services.endpoints, port).stream());
    }

    private static boolean sameRevision(Map<String, String> peer, Map<String, String> own) {
        return REVISION_LABELS.stream()
                .allMatch(label ->
                        !own.containsKey(label) || Objects.equals(own.get(label), peer.get(label)));
    }

    private static BackendEndpoint withoutPort(BackendEndpoint one) {
        return new BackendEndpoint(
                one.address(),
                NO_PORT,
                one.labels(),
                one.placement(),
                1,
                one.readiness(),
                Optional.empty());
    }
}
