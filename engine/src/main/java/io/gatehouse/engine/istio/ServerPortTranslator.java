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
    /// @param table the chain's name, too
    /// @param name of the one server whose statistics these are; empty if there are several
    /// @param serverNames of the clients' TLS hello; empty for any
    /// @param delivery of the servers' routes
    /// @param grpcWeb whether one of the servers that share the chain speaks gRPC-Web
    /// @param stages at which requests meet a policy
    /// @param programs that they, or their connections, pass
    /// @param observation of the requests
    static ServerChain chain(
            GroupPort port,
            String table,
            String name,
            List<String> serverNames,
            Optional<TlsTermination> tls,
            RouteDelivery delivery,
            HttpEdge edge,
            boolean grpcWeb,
            Set<PolicyStage> stages,
            ProgramSteps programs,
            Observation observation) {
        String statPrefix = name.isEmpty() ? "outbound_" + port.bind() + "_" + port.port() : name;
        return new ServerChain(
                table,
                serverNames,
                tls,
                new HttpRequests(
                        table, delivery, statPrefix, edge, grpcWeb, stages, programs, observation));
    }
}
