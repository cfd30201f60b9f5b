// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.istio.HttpRetry;
import io.gatehouse.config.istio.HttpRewrite;
import io.gatehouse.config.istio.HttpRoute;
import io.gatehouse.config.istio.HttpRouteDestination;
import io.gatehouse.config.istio.LoadBalancer;
import io.gatehouse.routing.HashKey;
import io.gatehouse.routing.PathEdit;
import io.gatehouse.routing.RouteTarget.Forward;
import io.gatehouse.routing.WeightedUpstream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Istio's `route` and what accompanies it.
///
/// @param policyOf what DestinationRules say of an upstream, by its name
/// @param defaultRetries the mesh's, for routes that say nothing; absent means Istio's own
record ForwardReader(
        DestinationResolution destinations,
        Function<String, DestinationPolicy> policyOf,
        Optional<HttpRetry> defaultRetries) {

    /// Absent where there is nothing to send to.
    Optional<Forward> read(HttpRoute route) {
        boolean split = route.route().size() > 1;
        List<WeightedUpstream> upstreams = new ArrayList<>();
        for (HttpRouteDestination choice : route.route()) {
            if (choice.destination().isPresent() && (!split || choice.weight() > 0)) {
                upstreams.add(
                        new WeightedUpstream(
                                destinations.resolve(choice.destination().get()).toString(),
                                split ? choice.weight() : 1,
                                HeaderEditsReader.read(choice.headers())));
            }
        }
        if (upstreams.isEmpty()) {
            return Optional.empty();
        }
        List<HashKey> hashKeys = upstreams.stream().flatMap(u -> hashKey(u).stream()).toList();
        boolean sticky = !split && !hashKeys.isEmpty();
        return Optional.of(
                new Forward(
                        upstreams,
                        split,
                        pathEdit(route),
                        route.rewrite().map(HttpRewrite::authority).filter(host -> !host.isEmpty()),
                        route.timeout().filter(timeout -> timeout.compareTo(Duration.ZERO) > 0),
                        RetryReader.read(route.retries().or(() -> defaultRetries), sticky),
                        MirrorReader.read(route, destinations::resolve),
                        hashKeys));
    }

    private Optional<HashKey> hashKey(WeightedUpstream upstream) {
        return policyOf.apply(upstream.upstream())
                .loadBalancer()
                .flatMap(LoadBalancer::consistentHash)
                .flatMap(HashKeyReader::read);
    }

    private static PathEdit pathEdit(HttpRoute route) {
        Optional<HttpRewrite> rewrite = route.rewrite();
        return rewrite.flatMap(HttpRewrite::uriRegexRewrite)
                .<PathEdit>map(regex -> new PathEdit.Substitute(regex.match(), regex.rewrite()))
                .or(() ->
                        rewrite.map(HttpRewrite::uri)
                                .filter(uri -> !uri.isEmpty())
                                .map(PathEdit.ReplaceMatched::new))
                .orElseGet(PathEdit.Keep::new);
    }
}
