// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.engine.GroupUpstream;
import io.gatehouse.engine.core.ServiceNodes;
import io.gatehouse.engine.graph.Evaluation;
import io.gatehouse.routing.HeaderCondition;
import io.gatehouse.routing.Mirroring;
import io.gatehouse.routing.RequestMatch;
import io.gatehouse.routing.RequestedHost;
import io.gatehouse.routing.RouteRule;
import io.gatehouse.routing.RouteTarget;
import io.gatehouse.routing.ValueMatch;
import io.gatehouse.routing.WeightedUpstream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Rules that lead to a ServiceEntry of resolution DYNAMIC_DNS: they connect to the host that a
/// request asks for, and so must take no request for a host that is not under the ServiceEntry's
/// wildcard. Otherwise whoever reaches the gateway could have it connect to anything. Envoy sends a
/// copy to the host and the port that the request asks for, so that none may go there.
record RequestedHosts(ServiceNodes services, String group) {

    RouteRule guard(Evaluation e, RouteRule rule) {
        if (!(rule.target() instanceof RouteTarget.Forward forward) || !concerned(e, forward)) {
            return rule;
        }
        Set<HeaderCondition> headers = new LinkedHashSet<>(rule.match().headers());
        List<WeightedUpstream> upstreams = new ArrayList<>();
        for (WeightedUpstream choice : forward.upstreams()) {
            Optional<DynamicDestination> found = dynamic(e, choice.upstream());
            Optional<String> rewritten = found.flatMap(d -> rewritten(forward, d.wildcard()));
            found.filter(_ -> rewritten.isEmpty()).ifPresent(d -> headers.add(under(d.wildcard())));
            upstreams.add(
                    found.map(d -> choice.withRequested(new RequestedHost(rewritten, d.port())))
                            .orElse(choice));
        }
        List<Mirroring> mirrors =
                forward.mirrors().stream()
                        .filter(mirror -> dynamic(e, mirror.upstream()).isEmpty())
                        .toList();
        RequestMatch match = rule.match();
        return new RouteRule(
                rule.name(),
                rule.origin(),
                new RequestMatch(match.path(), List.copyOf(headers), match.query(), match.claims()),
                forward.to(upstreams, mirrors),
                rule.headers(),
                rule.features(),
                rule.statPrefix());
    }

    private boolean concerned(Evaluation e, RouteTarget.Forward forward) {
        return Stream.concat(
                        forward.upstreams().stream().map(WeightedUpstream::upstream),
                        forward.mirrors().stream().map(Mirroring::upstream))
                .anyMatch(upstream -> dynamic(e, upstream).isPresent());
    }

    private Optional<DynamicDestination> dynamic(Evaluation e, String upstream) {
        return DynamicDestination.of(e, services, new GroupUpstream(group, upstream));
    }

    /// A rewritten authority under the wildcard is where the author wants requests to go.
    private static Optional<String> rewritten(RouteTarget.Forward forward, String wildcard) {
        return forward.authority()
                .map(authority -> Hostname.normal(authority.replaceFirst(":[0-9]*$", "")))
                .filter(host -> Hostname.covers(wildcard, host));
    }

    private static HeaderCondition under(String wildcard) {
        String suffix =
                Pattern.compile("[^a-z0-9-]").matcher(wildcard.substring(1)).replaceAll("\\\\$0");
        ValueMatch value = new ValueMatch.Regex("(?i)[a-z0-9_.-]+" + suffix + "(:[0-9]*)?");
        return new HeaderCondition(":authority", value, false, false);
    }
}
