// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.core;

import io.gatehouse.config.ObjectKey;
import io.gatehouse.engine.GroupUpstream;
import io.gatehouse.engine.Scenario;
import io.gatehouse.engine.graph.IncrementalGraph;
import io.gatehouse.engine.graph.Output;
import io.gatehouse.routing.Discovery;
import io.gatehouse.routing.EndpointGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A Gateway, a VirtualService of the host `app.test` that leads to some destinations, and what
/// becomes of them.
final class RegistryScenario {
    final Scenario scenario;
    private final Map<String, Discovery> discoveries = new TreeMap<>();
    private final Output<GroupUpstream, Discovery> output;

    /// @param destinations as in YAML, such as `{host: a, port: {number: 80}}`
    RegistryScenario(List<String> destinations, String... documents) {
        List<String> rules =
                destinations.stream()
                        .map(d ->
                                "{match: [{uri: {prefix: /%d}}], route: [{destination: %s}]}"
                                        .formatted(destinations.indexOf(d), d))
                        .toList();
        scenario =
                new Scenario(
                        """
                        apiVersion: networking.istio.io/v1
                        kind: Gateway
                        metadata: {name: gw, namespace: default}
                        spec:
                          selector: {istio: ingressgateway}
                          servers: [{port: {number: 80, name: http, protocol: HTTP}, hosts: ['*']}]
                        ---
                        apiVersion: v1
                        kind: Service
                        metadata: {name: ingress, namespace: istio-system}
                        spec: {selector: {istio: ingressgateway}, ports: [{name: http, port: 80}]}
                        ---
                        apiVersion: networking.istio.io/v1
                        kind: VirtualService
                        metadata: {name: app, namespace: default}
                        spec:
                          hosts: [app.test]
                          gateways: [gw]
                          http: [%s]
                        """
                                .formatted(String.join(", ", rules)));
        IncrementalGraph graph = scenario.routing.graph;
        output =
                graph.output(
                        scenario.routing.routes.upstreams,
                        graph.derivation(
                                "test discovery",
                                (e, key) ->
                                        e.get(scenario.routing.upstreams.upstream, key)
                                                .orElseThrow()
                                                .discovery()));
        apply(documents);
    }

    RegistryScenario apply(String... documents) {
        scenario.apply(documents);
        return settle();
    }

    RegistryScenario delete(ObjectKey key) {
        scenario.delete(key);
        return settle();
    }

    private RegistryScenario settle() {
        output.changes()
                .forEach(change ->
                        change.value()
                                .ifPresentOrElse(
                                        value -> discoveries.put(change.key().upstream(), value),
                                        () -> discoveries.remove(change.key().upstream())));
        return this;
    }

    /// The names of the upstreams that exist.
    List<String> upstreams() {
        return List.copyOf(discoveries.keySet());
    }

    Discovery discovery(String upstream) {
        Discovery found = discoveries.get(upstream);
        if (found == null) {
            throw new AssertionError(upstream + " (there are: " + upstreams() + ")");
        }
        return found;
    }

    /// Such as `10.0.0.1:80`, with the weight if it is not 1, the readiness if it is not ready, and
    /// the placement if it is known.
    List<String> endpoints(String upstream) {
        List<EndpointGroup> groups =
                switch (discovery(upstream)) {
                    case Discovery.Delivered _ ->
                            Optional.ofNullable(scenario.endpoints.get(upstream))
                                    .orElseThrow()
                                    .groups();
                    case Discovery.EachAddress each -> each.endpoints();
                    case Discovery.LatestAddress latest ->
                            List.of(
                                    EndpointGroup.of(
                                            latest.placement(), List.of(latest.endpoint())));
                    case Discovery.OfRequest _ -> List.of();
                };
        List<String> texts = new ArrayList<>();
        for (EndpointGroup group : groups) {
            String place =
                    String.join(
                            "/",
                            group.placement().region(),
                            group.placement().zone(),
                            group.placement().subzone());
            group.endpoints()
                    .forEach(endpoint ->
                            texts.add(
                                    endpoint.address()
                                            + ":"
                                            + endpoint.port()
                                            + (endpoint.weight() == 1
                                                    ? ""
                                                    : " x" + endpoint.weight())
                                            + switch (endpoint.readiness()) {
                                                case READY -> "";
                                                case DRAINING -> " draining";
                                                case UNREADY -> " unready";
                                            }
                                            + (place.equals("//") ? "" : " in " + place)));
        }
        return texts;
    }
}
