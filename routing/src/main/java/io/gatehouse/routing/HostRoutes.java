// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

import java.util.List;

/// What one host answers: the first rule that matches a request decides; none means 404.
///
/// @param name unique within its table, such as `myapp.example.com:80`
/// @param domains lower-case hosts, exact, `*.suffix` or `*`; no two hosts of a table share one
/// @param httpsOnly whether plain requests are redirected to https before any rule is looked at
public record HostRoutes(
        String name, List<String> domains, List<RouteRule> rules, boolean httpsOnly) {
    public HostRoutes {
        domains = List.copyOf(domains);
        rules = List.copyOf(rules);
    }
}
