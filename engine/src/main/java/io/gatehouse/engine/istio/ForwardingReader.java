// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.istio.ConnectionPool;
import io.gatehouse.config.istio.LoadBalancer;
import io.gatehouse.config.istio.RouteDestination;
import io.gatehouse.config.istio.TrafficPolicy;
import io.gatehouse.config.istio.VirtualService;
import io.gatehouse.engine.core.UpstreamName;
import io.gatehouse.routing.ConnectionHandling.TcpForwarding;
import io.gatehouse.routing.HeaderEdits;
import io.gatehouse.routing.HttpTunnel;
import io.gatehouse.routing.Observation;
import io.gatehouse.routing.PolicyStage;
import io.gatehouse.routing.ProgramSteps;
import io.gatehouse.routing.RequestedServerName;
import io.gatehouse.routing.WeightedUpstream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/// Where connections go, with what the DestinationRule of the first destination says of connections
/// as a whole; of a split only what holds for the host, since it cannot differ by subset.
///
/// @param dynamic what is known of an upstream that is found by the server name of a connection
/// @param destinations of a VirtualService that is bound to a server with that port
/// @param idleTimeout of the proxy, where the DestinationRule gives none
/// @param stages at which connections meet a policy
/// @param programs that they pass
/// @param observation of the connections
record ForwardingReader(
        BiFunction<VirtualService, Integer, DestinationResolution> destinations,
        Function<UpstreamName, DestinationPolicy> policy,
        Function<UpstreamName, Optional<DynamicDestination>> dynamic,
        Optional<Duration> idleTimeout,
        Set<PolicyStage> stages,
        ProgramSteps programs,
        Observation observation) {
    /// Istio's name; no cluster has it here, and so connections that would go there are closed.
    private static final String NOWHERE = "BlackHoleCluster";

    /// Absent where no destination is left.
    Optional<TcpForwarding> read(
            VirtualService virtualService, List<RouteDestination> route, PlannedServer server) {
        DestinationResolution resolution = destinations.apply(virtualService, server.servicePort());
        boolean single = route.size() == 1;
        List<UpstreamName> names = new ArrayList<>();
        List<WeightedUpstream> upstreams = new ArrayList<>();
        Optional<RequestedServerName> requested = Optional.empty();
        for (RouteDestination choice : route) {
            if (choice.destination().isPresent() && (single || choice.weight() > 0)) {
                UpstreamName name = resolution.resolve(choice.destination().get());
                int weight = single ? 1 : choice.weight();
                names.add(name);
                Optional<DynamicDestination> found = dynamic.apply(name);
                boolean named = single && server.kind() == ServerKind.PASSTHROUGH;
                requested = found.filter(_ -> named).map(ForwardingReader::requested);
                upstreams.add(
                        new WeightedUpstream(
                                found.isPresent() && !named ? NOWHERE : name.toString(),
                                weight,
                                HeaderEdits.NONE));
            }
        }
        if (names.isEmpty()) {
            return Optional.empty();
        }
        String statPrefix =
                single
                        ? names.getFirst().toString()
                        : virtualService.metadata().name()
                                + "."
                                + virtualService.metadata().namespace();
        UpstreamName first = names.getFirst();
        UpstreamName decisive = single ? first : new UpstreamName(first.port(), "", first.host());
        return Optional.of(
                forwarding(
                        statPrefix, upstreams, requested, policy.apply(decisive), server.mongo()));
    }

    private static RequestedServerName requested(DynamicDestination found) {
        return new RequestedServerName(found.wildcard(), found.port(), found.lookup());
    }

    /// To one upstream, without a tunnel.
    TcpForwarding bySni(UpstreamName name, boolean mongo) {
        return forwarding(
                name.toString(),
                List.of(new WeightedUpstream(name.toString(), 1, HeaderEdits.NONE)),
                Optional.empty(),
                policy.apply(name).opaque(),
                mongo);
    }

    private TcpForwarding forwarding(
            String statPrefix,
            List<WeightedUpstream> upstreams,
            Optional<RequestedServerName> requested,
            DestinationPolicy policy,
            boolean mongo) {
        Optional<ConnectionPool.Tcp> tcp = policy.connectionPool().flatMap(ConnectionPool::tcp);
        return new TcpForwarding(
                statPrefix,
                upstreams,
                policy.loadBalancer()
                        .flatMap(LoadBalancer::consistentHash)
                        .flatMap(LoadBalancer.ConsistentHash::useSourceIp)
                        .orElse(false),
                requested,
                policy.tunnel().map(ForwardingReader::tunnel),
                tcp.flatMap(ConnectionPool.Tcp::idleTimeout).or(() -> idleTimeout),
                tcp.flatMap(ConnectionPool.Tcp::maxConnectionDuration),
                mongo,
                stages,
                programs.withoutRequests(),
                observation);
    }

    private static HttpTunnel tunnel(TrafficPolicy.Tunnel tunnel) {
        String host =
                tunnel.targetHost().contains(":")
                        ? "[" + tunnel.targetHost() + "]"
                        : tunnel.targetHost();
        return new HttpTunnel(
                host + ":" + tunnel.targetPort(), tunnel.protocol().equalsIgnoreCase("POST"));
    }
}
