// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

import java.util.List;

/// Requests that come on a TLS connection which was opened for another server. Browsers reuse
/// connections; told 421, they ask again on a connection of its own (RFC 9110, 15.5.20).
public final class MisdirectedRequests {
    /// Where a chain serves several server names: the one that the client asked for when it opened
    /// TLS. Written over by the proxy, and not sent on.
    public static final String SERVER_NAME = "x-gatehouse-server-name";

    /// Turns all requests away.
    public static final RouteRule ALL = turnedAway(RequestMatch.ANY);

    private static final int MISDIRECTED_REQUEST = 421;

    private MisdirectedRequests() {}

    /// Turns away requests on connections that were opened for none of these.
    public static RouteRule notFor(List<String> serverNames) {
        return turnedAway(
                new RequestMatch(
                        PathMatch.any(),
                        serverNames.stream()
                                .map(name ->
                                        new HeaderCondition(
                                                SERVER_NAME,
                                                new ValueMatch.Exact(name),
                                                true,
                                                false))
                                .toList(),
                        List.of(),
                        List.of()));
    }

    private static RouteRule turnedAway(RequestMatch match) {
        return new RouteRule(
                "misdirected",
                "",
                match,
                new RouteTarget.FixedResponse(
                        MISDIRECTED_REQUEST,
                        new RouteTarget.Content.Text(
                                "this host is served on a TLS connection of its own\n")),
                HeaderEdits.NONE,
                List.of(),
                "");
    }
}
