// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.engine.GroupPort;
import io.gatehouse.routing.ConnectionHandling.HttpRequests;
import io.gatehouse.routing.HttpEdge;
import io.gatehouse.routing.Observation;
import io.gatehouse.routing.PolicyStage;
import io.gatehouse.routing.ProgramSteps;
import io.gatehouse.routing.RouteDelivery;
import io.gatehouse.routing.ServerChain;
import io.gatehouse.routing.TlsTermination;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// HTTP servers as chains.
final class ServerPortTranslator {
    static final List<String> HTTP_PROTOCOLS = List.of("h2", "http/1.1");

    private ServerPortTranslator() {}

    /// Plain HTTP servers of a port have equal chains.
    ///
    /// @param delivery of the server's routes
    /// @param grpcWeb whether one of the servers that share the chain speaks gRPC-Web
    /// @param stages at which requests meet a policy
    /// @param programs that they, or their connections, pass
    /// @param observation of the requests
    static ServerChain chain(
            GroupPort port,
            PlannedServer server,
            Optional<TlsTermination> tls,
            RouteDelivery delivery,
            HttpEdge edge,
            boolean grpcWeb,
            Set<PolicyStage> stages,
            ProgramSteps programs,
            Observation observation) {
        boolean named = tls.isPresent() && !server.shared() && !server.name().isEmpty();
        String statPrefix = named ? server.name() : "outbound_" + port.bind() + "_" + port.port();
        return new ServerChain(
                server.routeTable(),
                server.serverNames(),
                tls,
                new HttpRequests(
                        server.routeTable(),
                        delivery,
                        statPrefix,
                        edge,
                        grpcWeb,
                        stages,
                        programs,
                        observation));
    }
}
