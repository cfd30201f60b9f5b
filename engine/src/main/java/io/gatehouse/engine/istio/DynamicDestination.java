// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.engine.GroupUpstream;
import io.gatehouse.engine.VisibleHost;
import io.gatehouse.engine.core.Backend;
import io.gatehouse.engine.core.BackendEndpoint;
import io.gatehouse.engine.core.BackendPortKey;
import io.gatehouse.engine.core.BackendResolution;
import io.gatehouse.engine.core.ServiceNodes;
import io.gatehouse.engine.core.UpstreamName;
import io.gatehouse.engine.graph.Evaluation;
import io.gatehouse.routing.Discovery;
import io.gatehouse.routing.NameLookup;
import java.util.List;
import java.util.Optional;

/// A ServiceEntry of resolution DYNAMIC_DNS as a destination: who asks says which host is meant,
/// and must be held to the wildcard.
///
/// @param port that is connected to
record DynamicDestination(String wildcard, int port, NameLookup lookup) {

    /// Absent where the upstream is an ordinary one, or none.
    static Optional<DynamicDestination> of(
            Evaluation e, ServiceNodes services, GroupUpstream upstream) {
        return UpstreamName.parse(upstream.upstream())
                .filter(name -> name.host().startsWith("*"))
                .flatMap(name -> of(e, services, upstream, name));
    }

    private static Optional<DynamicDestination> of(
            Evaluation e, ServiceNodes services, GroupUpstream upstream, UpstreamName name) {
        return e.get(services.backend, new VisibleHost(upstream.group(), name.host()))
                .filter(backend -> backend.resolution() == BackendResolution.DYNAMIC_DNS)
                .flatMap(backend ->
                        services.discovery(e, upstream, backend, List::of).stream()
                                .flatMap(found ->
                                        found instanceof Discovery.OfRequest(NameLookup lookup)
                                                ? Optional.of(lookup).stream()
                                                : Optional.<NameLookup>empty().stream())
                                .findFirst()
                                .map(lookup ->
                                        new DynamicDestination(
                                                name.host(),
                                                port(e, services, backend, name),
                                                lookup)));
    }

    private static int port(
            Evaluation e, ServiceNodes services, Backend backend, UpstreamName name) {
        return e
                .get(
                        services.endpoints,
                        new BackendPortKey(backend.origin(), name.host(), name.port()))
                .stream()
                .findFirst()
                .map(BackendEndpoint::port)
                .orElse(name.port());
    }
}
