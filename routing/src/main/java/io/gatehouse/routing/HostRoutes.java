// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

import java.util.List;

/// What one host answers: the first rule that matches a request decides; none means 404.
///
/// @param name unique within its table, such as `myapp.example.com:80`
/// @param domains lower-case hosts, exact, `*.suffix` or `*`; no two hosts of a table share one
/// @param httpsOnly whether plain requests are redirected to https before any rule is looked at
/// @param headers of requests that are sent on
public record HostRoutes(
        String name,
        List<String> domains,
        List<RouteRule> rules,
        boolean httpsOnly,
        UpstreamHeaders headers) {
    public HostRoutes {
        domains = List.copyOf(domains);
        rules = List.copyOf(rules);
    }

    /// With Istio's defaults for the headers.
    public HostRoutes(String name, List<String> domains, List<RouteRule> rules, boolean httpsOnly) {
        this(name, domains, rules, httpsOnly, UpstreamHeaders.DEFAULT);
    }

    /// What policies ask for of every rule that somebody wrote. The others are answered by the
    /// proxy alone.
    public List<PolicyFeature> commonFeatures() {
        List<List<PolicyFeature>> ofRules =
                rules.stream()
                        .filter(rule -> !rule.origin().isEmpty())
                        .map(RouteRule::policyFeatures)
                        .toList();
        return ofRules.stream()
                .limit(1)
                .flatMap(List::stream)
                .filter(feature -> ofRules.stream().allMatch(other -> other.contains(feature)))
                .toList();
    }
}
