// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import io.gatehouse.config.istio.LoadBalancer;
import io.gatehouse.config.istio.LoadBalancer.Simple;
import io.gatehouse.config.istio.LoadBalancer.Warmup;
import java.util.Optional;
import java.util.Set;

/// Istio's rules for a `loadBalancer`.
///
/// @param outlierDetection whether the policy has it too; failover needs it
record LoadBalancerValidation(boolean outlierDetection) {
    private static final Set<Simple> WARMING =
            Set.of(Simple.UNSPECIFIED, Simple.LEAST_CONN, Simple.LEAST_REQUEST, Simple.ROUND_ROBIN);

    void validate(Scope scope, LoadBalancer balancer) {
        Values.oneOf(
                scope,
                "simple, consistentHash and backendUtilization",
                balancer.simple().isPresent(),
                balancer.consistentHash().isPresent(),
                balancer.backendUtilization().isPresent());
        if (balancer.simple().filter(Simple.LEAST_CONN::equals).isPresent()) {
            scope.field("simple").deprecated("LEAST_REQUEST");
        }
        if (balancer.simple().filter(Simple.PASSTHROUGH::equals).isPresent()) {
            scope.field("simple")
                    .doubtful(
                            "found PASSTHROUGH, which sends to the address that the client dialled: that"
                                    + " is the gateway's own, so every request gets 503");
        }
        if (balancer.backendUtilization().isPresent()) {
            scope.field("backendUtilization")
                    .noEffect(
                            "Istio does not act on backendUtilization: the default balancer holds");
        }
        balancer.consistentHash()
                .ifPresent(
                        h -> ConsistentHashValidation.validate(scope.field("consistentHash"), h));
        LocalityValidation localities = new LocalityValidation(outlierDetection);
        balancer.localityLbSetting()
                .ifPresent(l -> localities.validate(scope.field("localityLbSetting"), l));
        balancer.zoneAwareLbSetting()
                .ifPresent(z -> localities.zoneAware(scope.field("zoneAwareLbSetting"), z));
        Values.oneOf(
                scope,
                "localityLbSetting and zoneAwareLbSetting",
                balancer.localityLbSetting().isPresent(),
                balancer.zoneAwareLbSetting().isPresent());
        warmups(scope, balancer);
    }

    private static void warmups(Scope scope, LoadBalancer balancer) {
        balancer.warmupDurationSecs()
                .ifPresent(d -> {
                    Values.duration(scope.field("warmupDurationSecs"), d);
                    scope.field("warmupDurationSecs").deprecated("warmup.duration");
                });
        balancer.warmup().ifPresent(warmup -> warmup(scope.field("warmup"), warmup));
        boolean warms =
                balancer.consistentHash().isEmpty()
                        && balancer.simple().map(WARMING::contains).orElse(true);
        Optional<String> field =
                balancer.warmup().isPresent()
                        ? Optional.of("warmup")
                        : balancer.warmupDurationSecs().map(_ -> "warmupDurationSecs");
        field.filter(_ -> !warms)
                .ifPresent(name ->
                        scope.field(name)
                                .noEffect(
                                        "only the balancers LEAST_REQUEST and ROUND_ROBIN warm up"));
    }

    private static void warmup(Scope scope, Warmup warmup) {
        if (warmup.duration().isEmpty()) {
            scope.field("duration").missing("a warmup must have a duration");
        }
        warmup.duration().ifPresent(d -> Values.duration(scope.field("duration"), d));
        warmup.minimumPercent()
                .filter(percent -> percent < 0 || percent > 100)
                .ifPresent(percent ->
                        scope.field("minimumPercent")
                                .invalid("found %s (expected: 0 to 100)".formatted(percent)));
        warmup.aggression()
                .filter(aggression -> aggression < 1)
                .ifPresent(aggression ->
                        scope.field("aggression")
                                .invalid("found %s (expected: 1 or more)".formatted(aggression)));
    }
}
