// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy;

import io.gatehouse.routing.AccessRules;
import io.gatehouse.routing.Balancing;
import io.gatehouse.routing.CheckSelection;
import io.gatehouse.routing.Collector;
import io.gatehouse.routing.ConnectionHandling;
import io.gatehouse.routing.ConnectionHandling.HttpRequests;
import io.gatehouse.routing.ConnectionHandling.TcpForwarding;
import io.gatehouse.routing.Discovery;
import io.gatehouse.routing.ExternalCheck;
import io.gatehouse.routing.HostRoutes;
import io.gatehouse.routing.Mirroring;
import io.gatehouse.routing.PeerVerification;
import io.gatehouse.routing.ProgramStep;
import io.gatehouse.routing.RouteTable;
import io.gatehouse.routing.RouteTarget;
import io.gatehouse.routing.RouteTarget.FixedResponse;
import io.gatehouse.routing.RouteTarget.Forward;
import io.gatehouse.routing.RouteTarget.Redirect;
import io.gatehouse.routing.ServerChain;
import io.gatehouse.routing.ServerPort;
import io.gatehouse.routing.StagePolicy;
import io.gatehouse.routing.TlsTermination;
import io.gatehouse.routing.TokenVerification;
import io.gatehouse.routing.TrafficProgram;
import io.gatehouse.routing.Upstream;
import io.gatehouse.routing.WeightedUpstream;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/// Names of the resources that one resource needs before it can serve, sorted and without
/// repetition.
public record References(
        List<String> clusters,
        List<String> endpoints,
        List<String> scopes,
        List<String> routes,
        List<String> secrets,
        List<String> policies) {
    public static final References NONE =
            new References(List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

    public References {
        clusters = sorted(clusters);
        endpoints = sorted(endpoints);
        scopes = sorted(scopes);
        routes = sorted(routes);
        secrets = sorted(secrets);
        policies = sorted(policies);
    }

    /// Without policies.
    public References(
            List<String> clusters,
            List<String> endpoints,
            List<String> scopes,
            List<String> routes,
            List<String> secrets) {
        this(clusters, endpoints, scopes, routes, secrets, List.of());
    }

    /// What the listener of that port needs: clusters, route configurations, secrets, and policies
    /// with programs; of scopes, the one with the wildcards stands for all of a table.
    public static References of(ServerPort port) {
        List<String> clusters =
                Stream.of(
                                port.chains().stream().flatMap(References::upstreams),
                                port.chains().stream()
                                        .flatMap(chain -> chain.handling().observation().told())
                                        .map(Collector::upstream),
                                port.logs().stream()
                                        .flatMap(log -> log.destination().told().stream())
                                        .map(Collector::upstream))
                        .flatMap(Function.identity())
                        .toList();
        List<String> scopes =
                port.chains().stream()
                        .flatMap(chain -> routeTables(chain, true))
                        .map(RouteScope::wildcards)
                        .toList();
        List<String> routes =
                port.chains().stream().flatMap(chain -> routeTables(chain, false)).toList();
        List<String> secrets =
                port.chains().stream()
                        .flatMap(chain -> chain.tls().stream())
                        .flatMap(References::materials)
                        .toList();
        List<String> policies =
                port.chains().stream().flatMap(chain -> policies(chain.handling())).toList();
        return new References(clusters, List.of(), scopes, routes, secrets, policies);
    }

    private static Stream<String> policies(ConnectionHandling handling) {
        return Stream.concat(
                handling.stages().stream().map(PolicyName::of),
                handling.programs().all().map(ProgramStep::program));
    }

    /// What the whole route configuration needs: clusters.
    public static References of(RouteTable table) {
        return union(table.hosts().stream().map(References::of).toList());
    }

    /// What one virtual host needs: clusters and secrets.
    public static References of(HostRoutes host) {
        List<String> clusters =
                host.rules().stream()
                        .flatMap(rule ->
                                Stream.concat(
                                        upstreams(rule.target()),
                                        rule.policyFeatures().stream()
                                                .flatMap(feature -> feature.upstreams().stream())))
                        .toList();
        List<String> secrets =
                host.rules().stream()
                        .flatMap(rule -> rule.policyFeatures().stream())
                        .flatMap(feature -> feature.materials().stream())
                        .toList();
        return new References(clusters, List.of(), List.of(), List.of(), secrets);
    }

    private static Stream<String> upstreams(RouteTarget target) {
        return switch (target) {
            case Forward forward ->
                    Stream.concat(
                            forward.upstreams().stream().map(WeightedUpstream::upstream),
                            forward.mirrors().stream().map(Mirroring::upstream));
            case Redirect _, FixedResponse _ -> Stream.empty();
        };
    }

    /// What the cluster of that upstream needs: endpoints and secrets.
    public static References of(Upstream upstream) {
        boolean delivered =
                upstream.discovery() instanceof Discovery.Delivered
                        && !(upstream.balancing() instanceof Balancing.AsDialled);
        List<String> endpoints = delivered ? List.of(upstream.name()) : List.of();
        List<String> secrets =
                upstream.tls().stream()
                        .flatMap(tls ->
                                Stream.concat(
                                        tls.certificate().stream(),
                                        tls.server().flatMap(PeerVerification::trusted).stream()))
                        .toList();
        return new References(List.of(), endpoints, List.of(), List.of(), secrets);
    }

    /// What a policy needs: clusters.
    public static References of(StagePolicy policy) {
        return switch (policy) {
            case ExternalCheck check ->
                    new References(
                            List.of(check.service().call().upstream()),
                            List.of(),
                            List.of(),
                            List.of(),
                            List.of());
            case TokenVerification _, CheckSelection _, AccessRules _ -> NONE;
        };
    }

    /// What a program needs: clusters.
    public static References of(TrafficProgram program) {
        return new References(
                program.upstreams(), List.of(), List.of(), List.of(), List.of(), List.of());
    }

    public static References union(Collection<References> parts) {
        return new References(
                all(parts, References::clusters),
                all(parts, References::endpoints),
                all(parts, References::scopes),
                all(parts, References::routes),
                all(parts, References::secrets),
                all(parts, References::policies));
    }

    private static Stream<String> materials(TlsTermination tls) {
        return Stream.concat(
                tls.certificates().stream(),
                tls.clients().flatMap(PeerVerification::trusted).stream());
    }

    private static Stream<String> routeTables(ServerChain chain, boolean byHost) {
        return switch (chain.handling()) {
            case HttpRequests http when http.delivery().byHost() == byHost ->
                    Stream.of(http.routeTable());
            case HttpRequests _, TcpForwarding _ -> Stream.empty();
        };
    }

    private static Stream<String> upstreams(ServerChain chain) {
        return switch (chain.handling()) {
            case HttpRequests _ -> Stream.empty();
            case TcpForwarding tcp -> tcp.upstreams().stream().map(WeightedUpstream::upstream);
        };
    }

    private static List<String> all(
            Collection<References> parts, Function<References, List<String>> kind) {
        return parts.stream().map(kind).flatMap(List::stream).toList();
    }

    private static List<String> sorted(List<String> names) {
        return names.size() < 2 ? List.copyOf(names) : names.stream().distinct().sorted().toList();
    }
}
