// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.engine.VisibleHost;
import io.gatehouse.engine.core.BackendPortKey;
import io.gatehouse.engine.core.BackendResolution;
import io.gatehouse.engine.core.ServiceNodes;
import io.gatehouse.engine.core.UpstreamName;
import io.gatehouse.engine.graph.Evaluation;
import io.gatehouse.routing.HeaderCondition;
import io.gatehouse.routing.HttpPolicy;
import io.gatehouse.routing.RequestMatch;
import io.gatehouse.routing.RequestedHost;
import io.gatehouse.routing.RouteRule;
import io.gatehouse.routing.RouteTarget;
import io.gatehouse.routing.ValueMatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Rules that lead to a ServiceEntry of resolution DYNAMIC_DNS: they connect to the host that a
/// request asks for, and so must take no request for a host that is not under the ServiceEntry's
/// wildcard. Otherwise whoever reaches the gateway could have it connect to anything.
record RequestedHosts(ServiceNodes services, String group) {

    RouteRule guard(Evaluation e, RouteRule rule) {
        if (!(rule.target() instanceof RouteTarget.Forward forward)) {
            return rule;
        }
        RouteRule guarded = rule;
        for (var choice : forward.upstreams()) {
            Optional<UpstreamName> name =
                    UpstreamName.parse(choice.upstream()).filter(n -> n.host().startsWith("*"));
            Optional<Integer> port = name.flatMap(n -> port(e, n));
            if (port.isPresent()) {
                guarded = guard(guarded, forward, name.orElseThrow().host(), port.get());
            }
        }
        return guarded;
    }

    /// That is connected to; absent where the host is no DYNAMIC_DNS one.
    private Optional<Integer> port(Evaluation e, UpstreamName name) {
        return e.get(services.backend, new VisibleHost(group, name.host()))
                .filter(backend -> backend.resolution() == BackendResolution.DYNAMIC_DNS)
                .map(backend -> new BackendPortKey(backend.origin(), name.host(), name.port()))
                .flatMap(key -> e.get(services.endpoints, key).stream().findFirst())
                .map(endpoint -> endpoint.port());
    }

    /// A rewritten authority under the wildcard is where the author wants requests to go.
    private static RouteRule guard(
            RouteRule rule, RouteTarget.Forward forward, String wildcard, int port) {
        Optional<String> rewritten =
                forward.authority()
                        .map(authority -> Hostname.normal(authority.replaceFirst(":[0-9]*$", "")))
                        .filter(host -> Hostname.covers(wildcard, host));
        RequestMatch match = rule.match();
        if (rewritten.isEmpty()) {
            List<HeaderCondition> headers = new ArrayList<>(match.headers());
            headers.add(under(wildcard));
            match = new RequestMatch(match.path(), headers, match.query(), match.claims());
        }
        List<HttpPolicy> policies = new ArrayList<>(rule.policies());
        policies.add(new RequestedHost(rewritten, port));
        return new RouteRule(
                rule.name(),
                rule.origin(),
                match,
                rule.target(),
                rule.headers(),
                policies,
                rule.statPrefix());
    }

    private static HeaderCondition under(String wildcard) {
        String suffix =
                Pattern.compile("[^a-z0-9-]").matcher(wildcard.substring(1)).replaceAll("\\\\$0");
        ValueMatch value = new ValueMatch.Regex("(?i)[a-z0-9_.-]+" + suffix + "(:[0-9]*)?");
        return new HeaderCondition(":authority", value, false, false);
    }
}
