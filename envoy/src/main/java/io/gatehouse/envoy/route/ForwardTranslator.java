// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.route;

import com.google.protobuf.UInt32Value;
import io.envoyproxy.envoy.config.route.v3.DirectResponseAction;
import io.envoyproxy.envoy.config.route.v3.Route;
import io.envoyproxy.envoy.config.route.v3.RouteAction;
import io.envoyproxy.envoy.config.route.v3.RouteAction.MaxStreamDuration;
import io.envoyproxy.envoy.config.route.v3.WeightedCluster;
import io.envoyproxy.envoy.config.route.v3.WeightedCluster.ClusterWeight;
import io.envoyproxy.envoy.type.matcher.v3.RegexMatchAndSubstitute;
import io.envoyproxy.envoy.type.matcher.v3.RegexMatcher;
import io.gatehouse.envoy.EnvoyDuration;
import io.gatehouse.envoy.filter.HttpFilterChain;
import io.gatehouse.routing.HeaderEdits;
import io.gatehouse.routing.PathEdit;
import io.gatehouse.routing.RouteTarget.Forward;
import io.gatehouse.routing.WeightedUpstream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

final class ForwardTranslator {
    /// Envoy refuses a split without choices; nothing to send to answers as it does for no
    /// endpoints.
    private static final DirectResponseAction NOWHERE =
            DirectResponseAction.newBuilder().setStatus(503).build();

    private ForwardTranslator() {}

    static void translate(Forward forward, HeaderEdits headers, Route.Builder route) {
        if (forward.upstreams().isEmpty()) {
            route.setDirectResponse(NOWHERE);
            return;
        }
        RouteAction.Builder action = RouteAction.newBuilder();
        Optional<String> authority =
                forward.authority().or(() -> HeaderEditsTranslator.authority(headers.request()));
        if (!forward.split()) {
            WeightedUpstream only = forward.upstreams().getFirst();
            action.setCluster(only.upstream());
            route.putAllTypedPerFilterConfig(HttpFilterChain.upstreamConfigs(only));
            RuleTranslator.addHeaderEdits(route, only.headers());
            authority =
                    authority.or(() -> HeaderEditsTranslator.authority(only.headers().request()));
        } else {
            action.setWeightedClusters(split(forward.upstreams(), authority.isEmpty()));
        }
        authority.ifPresent(action::setHostRewriteLiteral);
        editPath(forward.path(), action);
        setTimeout(forward.timeout().orElse(Duration.ZERO), action);
        forward.retries().flatMap(RetryTranslator::translate).ifPresent(action::setRetryPolicy);
        forward.mirrors().stream()
                .map(MirrorTranslator::translate)
                .forEach(action::addRequestMirrorPolicies);
        forward.hashKeys().stream()
                .map(HashKeyTranslator::translate)
                .forEach(action::addHashPolicy);
        route.setRoute(action);
    }

    /// @param mayRewriteHost whether the choices may, which the rule does not
    private static WeightedCluster split(List<WeightedUpstream> upstreams, boolean mayRewriteHost) {
        WeightedCluster.Builder split = WeightedCluster.newBuilder();
        for (WeightedUpstream upstream : upstreams) {
            HeaderEdits edits = upstream.headers();
            ClusterWeight.Builder choice =
                    ClusterWeight.newBuilder()
                            .setName(upstream.upstream())
                            .setWeight(UInt32Value.of(upstream.weight()))
                            .putAllTypedPerFilterConfig(HttpFilterChain.upstreamConfigs(upstream))
                            .addAllRequestHeadersToAdd(
                                    HeaderEditsTranslator.additions(edits.request()))
                            .addAllRequestHeadersToRemove(
                                    HeaderEditsTranslator.removals(edits.request()))
                            .addAllResponseHeadersToAdd(
                                    HeaderEditsTranslator.additions(edits.response()))
                            .addAllResponseHeadersToRemove(
                                    HeaderEditsTranslator.removals(edits.response()));
            HeaderEditsTranslator.authority(edits.request())
                    .filter(_ -> mayRewriteHost)
                    .ifPresent(choice::setHostRewriteLiteral);
            split.addClusters(choice);
        }
        return split.build();
    }

    private static void editPath(PathEdit edit, RouteAction.Builder action) {
        switch (edit) {
            case PathEdit.Keep _ -> {}
            case PathEdit.ReplaceMatched replace -> action.setPrefixRewrite(replace.replacement());
            case PathEdit.Substitute substitute ->
                    action.setRegexRewrite(
                            RegexMatchAndSubstitute.newBuilder()
                                    .setPattern(
                                            RegexMatcher.newBuilder()
                                                    .setRegex(substitute.pattern()))
                                    .setSubstitution(substitute.substitution()));
        }
    }

    /// Zero means no timeout; then, as in Istio, a gRPC client's own deadline is kept by the
    /// gateway too. Envoy does not look at a route's timeout when told to read that deadline, so
    /// with a timeout the deadline is left to client and server.
    private static void setTimeout(Duration timeout, RouteAction.Builder action) {
        action.setTimeout(EnvoyDuration.of(timeout));
        if (timeout.isZero()) {
            action.setMaxStreamDuration(
                    MaxStreamDuration.newBuilder()
                            .setGrpcTimeoutHeaderMax(EnvoyDuration.of(Duration.ZERO)));
        }
    }
}
