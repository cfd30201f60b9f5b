// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.istio.LoadBalancer;
import io.gatehouse.config.istio.LoadBalancer.ConsistentHash;
import io.gatehouse.config.istio.LoadBalancer.Maglev;
import io.gatehouse.config.istio.LoadBalancer.RingHash;
import io.gatehouse.config.istio.LoadBalancer.Warmup;
import io.gatehouse.routing.Balancing;
import io.gatehouse.routing.Balancing.GradualStart;
import java.util.Optional;

/// `loadBalancer` as the choice of an endpoint.
final class BalancingReader {
    private static final long RING_SIZE = 1024;
    private static final double MINIMUM_PERCENT = 10;
    private static final double LINEAR = 1;

    private BalancingReader() {}

    static Balancing read(Optional<LoadBalancer> loadBalancer) {
        return loadBalancer.map(BalancingReader::read).orElse(Balancing.DEFAULT);
    }

    private static Balancing read(LoadBalancer loadBalancer) {
        if (loadBalancer.consistentHash().isPresent()) {
            return hashed(loadBalancer.consistentHash().get());
        }
        Optional<GradualStart> gradualStart = gradualStart(loadBalancer);
        return switch (loadBalancer.simple().orElse(LoadBalancer.Simple.UNSPECIFIED)) {
            case UNSPECIFIED, LEAST_CONN, LEAST_REQUEST ->
                    new Balancing.LeastRequests(gradualStart);
            case ROUND_ROBIN -> new Balancing.InTurn(gradualStart);
            case RANDOM -> new Balancing.AtRandom();
            case PASSTHROUGH -> new Balancing.AsDialled();
        };
    }

    private static Balancing hashed(ConsistentHash hash) {
        Optional<Maglev> maglev = hash.maglev();
        if (maglev.isPresent()) {
            return new Balancing.InTable(maglev.map(Maglev::tableSize).filter(size -> size > 0));
        }
        return new Balancing.OnRing(
                hash.ringHash()
                        .map(RingHash::minimumRingSize)
                        .or(hash::minimumRingSize)
                        .filter(size -> size > 0)
                        .orElse(RING_SIZE));
    }

    /// `warmup`, or else its old form.
    private static Optional<GradualStart> gradualStart(LoadBalancer loadBalancer) {
        Optional<Warmup> warmup = loadBalancer.warmup();
        return warmup.flatMap(Warmup::duration)
                .or(() -> warmup.isPresent() ? Optional.empty() : loadBalancer.warmupDurationSecs())
                .map(length ->
                        new GradualStart(
                                length,
                                warmup.flatMap(Warmup::minimumPercent).orElse(MINIMUM_PERCENT),
                                warmup.flatMap(Warmup::aggression).orElse(LINEAR)));
    }
}
