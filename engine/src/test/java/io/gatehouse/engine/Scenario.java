// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine;

import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.Finding;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.codec.ReadLimits;
import io.gatehouse.config.codec.ReadResult;
import io.gatehouse.config.codec.YamlReader;
import io.gatehouse.engine.graph.Derivation;
import io.gatehouse.engine.graph.IncrementalGraph;
import io.gatehouse.engine.graph.Output;
import io.gatehouse.routing.HostRoutes;
import io.gatehouse.routing.RouteRule;
import io.gatehouse.routing.ServerPort;
import io.gatehouse.routing.UpstreamEndpoint;
import io.gatehouse.routing.UpstreamEndpoints;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// A routing graph that YAML is thrown at, with what a group's proxies would be given on its other
/// side.
public final class Scenario {
    public static final ProxyGroup INGRESS =
            new ProxyGroup(
                    "ingress",
                    "istio-system",
                    new TreeMap<>(Map.of("istio", "ingressgateway", "app", "istio-ingressgateway")),
                    "0.0.0.0");

    private static final YamlReader READER = new YamlReader(ReadLimits.DEFAULT);

    public final RoutingGraph routing = new RoutingGraph();
    public final Map<String, ServerPort> ports = new TreeMap<>();
    public final Map<String, HostRoutes> hosts = new TreeMap<>();
    public final Map<String, UpstreamEndpoints> endpoints = new TreeMap<>();
    private final Map<ObjectKey, List<Finding>> findings = new TreeMap<>();

    private final Output<GroupPort, ServerPort> portOutput;
    private final Output<GroupTable, Map<String, HostRoutes>> tableOutput;
    private final Output<GroupUpstream, UpstreamEndpoints> endpointOutput;

    public Scenario(String... documents) {
        IncrementalGraph graph = routing.graph;
        portOutput = graph.output(routing.ports.ports, routing.ports.serverPort);
        Derivation<GroupTable, Map<String, HostRoutes>> table =
                graph.derivation(
                        "test table",
                        (e, key) ->
                                e.get(routing.routes.routeTables.hosts, key).stream()
                                        .map(host -> e.get(routing.routes.hostRoutes, host))
                                        .collect(
                                                Collectors.toMap(
                                                        h ->
                                                                key.table()
                                                                        + " "
                                                                        + h.domains().getFirst(),
                                                        h -> h)));
        tableOutput = graph.output(routing.gateways.routeTables, table);
        endpointOutput = graph.output(routing.namedUpstreams, routing.upstreams.endpoints);
        routing.groups.put(INGRESS.name(), INGRESS);
        apply(documents);
    }

    /// Adds a group of proxies.
    public Scenario group(ProxyGroup group) {
        routing.groups.put(group.name(), group);
        return settle();
    }

    public Scenario apply(String... documents) {
        for (String document : documents) {
            read(document).forEach(routing.tables::upsert);
        }
        return settle();
    }

    public Scenario delete(ObjectKey key) {
        routing.tables.delete(key);
        return settle();
    }

    private Scenario settle() {
        portOutput.changes().forEach(c -> put(ports, c.key().name(), c));
        Map<String, HostRoutes> fresh = new TreeMap<>();
        tableOutput
                .changes()
                .forEach(change -> {
                    hosts.keySet().removeIf(name -> name.startsWith(change.key().table() + " "));
                    change.value().ifPresent(fresh::putAll);
                });
        hosts.putAll(fresh);
        endpointOutput.changes().forEach(c -> put(endpoints, c.key().upstream(), c));
        routing.findings()
                .forEach(output ->
                        output.changes()
                                .forEach(c -> findings.put(c.key(), c.value().orElse(List.of()))));
        if (!routing.graph.failures().isEmpty()) {
            throw new AssertionError(routing.graph.failures());
        }
        return this;
    }

    private static <K, V> void put(Map<String, V> state, String name, Output.Change<K, V> change) {
        change.value().ifPresentOrElse(value -> state.put(name, value), () -> state.remove(name));
    }

    /// Such as `GH0301 spec.gateways[0]`.
    public List<String> findings() {
        return findings.values().stream()
                .flatMap(List::stream)
                .map(f -> f.code().id() + " " + f.field())
                .toList();
    }

    public String message(String code) {
        return findings.values().stream()
                .flatMap(List::stream)
                .filter(f -> f.code().id().equals(code))
                .map(Finding::message)
                .collect(Collectors.joining("\n"));
    }

    public ServerPort port(String name) {
        return named(ports, name);
    }

    /// By table and domain, such as `http.80 a.test`.
    public HostRoutes host(String tableAndDomain) {
        return named(hosts, tableAndDomain);
    }

    public List<RouteRule> rules(String tableAndDomain) {
        return host(tableAndDomain).rules();
    }

    public List<UpstreamEndpoint> firstEndpoints(String upstream) {
        return named(endpoints, upstream).groups().getFirst().endpoints();
    }

    private static <V> V named(Map<String, V> state, String name) {
        V found = state.get(name);
        if (found == null) {
            throw new AssertionError(name + " (there are: " + state.keySet() + ")");
        }
        return found;
    }

    public static List<ConfigObject> read(String yaml) {
        return READER.read("scenario.yaml", yaml).stream()
                .map(result ->
                        switch (result) {
                            case ReadResult.Read read -> read.object();
                            case ReadResult.Refused refused ->
                                    throw new AssertionError(refused.findings());
                            case ReadResult.Skipped skipped ->
                                    throw new AssertionError(skipped.findings());
                        })
                .toList();
    }
}
