// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import io.gatehouse.config.istio.ClientTlsSettings;
import io.gatehouse.config.istio.ConnectionPool;
import io.gatehouse.config.istio.LoadBalancer;
import io.gatehouse.config.istio.OutlierDetection;
import io.gatehouse.config.istio.TrafficPolicy;
import io.gatehouse.config.istio.TrafficPolicy.PortTrafficPolicy;
import io.gatehouse.config.istio.TrafficPolicy.RetryBudget;
import io.gatehouse.config.istio.TrafficPolicy.Tunnel;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Istio's rules for a `trafficPolicy`.
final class TrafficPolicyValidation {
    private TrafficPolicyValidation() {}

    static void validate(Scope scope, TrafficPolicy policy) {
        if (isEmpty(policy)) {
            scope.missing(
                    "a trafficPolicy must have at least one of loadBalancer, connectionPool,"
                            + " outlierDetection, tls, portLevelSettings, tunnel, proxyProtocol,"
                            + " retryBudget");
        }
        parts(
                scope,
                policy.loadBalancer(),
                policy.connectionPool(),
                policy.outlierDetection(),
                policy.tls());
        ports(scope.field("portLevelSettings"), policy.portLevelSettings());
        Values.oneOf(
                scope,
                "tunnel and proxyProtocol",
                policy.tunnel().isPresent(),
                policy.proxyProtocol().isPresent());
        policy.tunnel().ifPresent(t -> tunnel(scope.field("tunnel"), t));
        policy.retryBudget().ifPresent(b -> retryBudget(scope.field("retryBudget"), b));
    }

    private static boolean isEmpty(TrafficPolicy policy) {
        return policy.loadBalancer().isEmpty()
                && policy.connectionPool().isEmpty()
                && policy.outlierDetection().isEmpty()
                && policy.tls().isEmpty()
                && policy.portLevelSettings().isEmpty()
                && policy.tunnel().isEmpty()
                && policy.proxyProtocol().isEmpty()
                && policy.retryBudget().isEmpty();
    }

    private static void ports(Scope scope, List<PortTrafficPolicy> policies) {
        Set<Integer> numbers = new HashSet<>();
        scope.each(
                policies,
                (item, policy) -> {
                    port(item, policy);
                    policy.port()
                            .filter(port -> !numbers.add(port.number()))
                            .ifPresent(port ->
                                    item.field("port")
                                            .field("number")
                                            .doubtful(
                                                    "found %d twice; the first holds"
                                                            .formatted(port.number())));
                });
    }

    private static void port(Scope scope, PortTrafficPolicy policy) {
        if (policy.port().isEmpty()) {
            scope.field("port").missing("the settings of a port must say which: port.number");
        }
        policy.port().ifPresent(p -> Values.port(scope.field("port").field("number"), p.number()));
        if (policy.loadBalancer().isEmpty()
                && policy.connectionPool().isEmpty()
                && policy.outlierDetection().isEmpty()
                && policy.tls().isEmpty()) {
            scope.missing(
                    "the settings of a port must have at least one of loadBalancer, connectionPool,"
                            + " outlierDetection, tls");
        }
        parts(
                scope,
                policy.loadBalancer(),
                policy.connectionPool(),
                policy.outlierDetection(),
                policy.tls());
    }

    /// What the policy of a host and that of a port may both have.
    private static void parts(
            Scope scope,
            Optional<LoadBalancer> loadBalancer,
            Optional<ConnectionPool> connectionPool,
            Optional<OutlierDetection> outlierDetection,
            Optional<ClientTlsSettings> tls) {
        loadBalancer.ifPresent(lb ->
                new LoadBalancerValidation(outlierDetection.isPresent())
                        .validate(scope.field("loadBalancer"), lb));
        connectionPool.ifPresent(
                p -> ConnectionPoolValidation.validate(scope.field("connectionPool"), p));
        outlierDetection.ifPresent(
                o -> OutlierDetectionValidation.validate(scope.field("outlierDetection"), o));
        tls.ifPresent(t -> ClientTlsValidation.validate(scope.field("tls"), t));
    }

    private static void tunnel(Scope scope, Tunnel tunnel) {
        if (!Set.of("", "CONNECT", "POST").contains(tunnel.protocol())) {
            scope.field("protocol")
                    .invalid(
                            "found %s (expected: CONNECT or POST)"
                                    .formatted(Scope.quote(tunnel.protocol())));
        }
        if (tunnel.targetHost().isEmpty()) {
            scope.field("targetHost").missing("a tunnel must have the host at its far end");
        } else if (!HostNames.isAddress(tunnel.targetHost())) {
            HostNames.nameProblem(tunnel.targetHost())
                    .ifPresent(scope.field("targetHost")::invalid);
        }
        Values.port(scope.field("targetPort"), tunnel.targetPort());
    }

    private static void retryBudget(Scope scope, RetryBudget budget) {
        budget.percent()
                .filter(percent -> percent < 0 || percent > 100)
                .ifPresent(percent ->
                        scope.field("percent")
                                .invalid("found %s (expected: 0 to 100)".formatted(percent)));
        Values.count(scope.field("minRetryConcurrency"), budget.minRetryConcurrency());
        budget.budgetInterval().ifPresent(d -> Values.duration(scope.field("budgetInterval"), d));
    }
}
