// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What a chain does with the bytes of a connection once TLS, if any, is taken off.
public sealed interface ConnectionHandling {
    /// At which what comes meets a policy.
    Set<PolicyStage> stages();

    /// Which it passes.
    ProgramSteps programs();

    /// What is told of what comes.
    Observation observation();

    /// The bytes are HTTP; requests are routed by the [RouteTable] of that name.
    ///
    /// @param statPrefix the first part of the names of Envoy's statistics for these connections
    /// @param grpcWeb whether gRPC-Web of browsers is turned into gRPC
    /// @param stages at which requests meet a policy
    /// @param observation of each request
    record HttpRequests(
            String routeTable,
            RouteDelivery delivery,
            String statPrefix,
            HttpEdge edge,
            boolean grpcWeb,
            Set<PolicyStage> stages,
            ProgramSteps programs,
            Observation observation)
            implements ConnectionHandling {
        public HttpRequests {
            stages = Collections.unmodifiableSortedSet(new TreeSet<>(stages));
        }

        /// Without policies and programs, and unobserved.
        public HttpRequests(
                String routeTable,
                RouteDelivery delivery,
                String statPrefix,
                HttpEdge edge,
                boolean grpcWeb) {
            this(
                    routeTable,
                    delivery,
                    statPrefix,
                    edge,
                    grpcWeb,
                    Set.of(),
                    ProgramSteps.NONE,
                    Observation.NONE);
        }
    }

    /// The bytes are passed on, all of a connection to one of the upstreams, chosen by weight.
    ///
    /// @param hashBySource whether connections of one client address go to the same endpoint
    /// @param tunnel present when the upstream is to connect further
    /// @param idleTimeout without bytes in either direction; absent means Envoy's own, zero none
    /// @param maximumDuration of a connection; absent means none
    /// @param requested where to, of a single upstream that does not say so itself
    /// @param mongo whether the bytes are MongoDB's protocol, whose statistics are kept
    /// @param stages at which connections meet a policy
    /// @param observation of each connection
    record TcpForwarding(
            String statPrefix,
            List<WeightedUpstream> upstreams,
            boolean hashBySource,
            Optional<RequestedServerName> requested,
            Optional<HttpTunnel> tunnel,
            Optional<Duration> idleTimeout,
            Optional<Duration> maximumDuration,
            boolean mongo,
            Set<PolicyStage> stages,
            ProgramSteps programs,
            Observation observation)
            implements ConnectionHandling {
        public TcpForwarding {
            upstreams = List.copyOf(upstreams);
            stages = Collections.unmodifiableSortedSet(new TreeSet<>(stages));
        }

        /// Without policies and programs, and unobserved.
        public TcpForwarding(
                String statPrefix,
                List<WeightedUpstream> upstreams,
                boolean hashBySource,
                Optional<RequestedServerName> requested,
                Optional<HttpTunnel> tunnel,
                Optional<Duration> idleTimeout,
                Optional<Duration> maximumDuration,
                boolean mongo) {
            this(
                    statPrefix,
                    upstreams,
                    hashBySource,
                    requested,
                    tunnel,
                    idleTimeout,
                    maximumDuration,
                    mongo,
                    Set.of(),
                    ProgramSteps.NONE,
                    Observation.NONE);
        }
    }
}
