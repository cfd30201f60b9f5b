// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.route;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import io.envoyproxy.envoy.config.core.v3.Metadata;
import io.envoyproxy.envoy.config.route.v3.Route;
import io.gatehouse.envoy.filter.HttpFilterChain;
import io.gatehouse.routing.HeaderEdits;
import io.gatehouse.routing.RouteRule;
import io.gatehouse.routing.RouteTarget.FixedResponse;
import io.gatehouse.routing.RouteTarget.Forward;
import io.gatehouse.routing.RouteTarget.Redirect;

final class RuleTranslator {
    private static final String METADATA = "gatehouse";

    private RuleTranslator() {}

    static Route translate(RouteRule rule) {
        Route.Builder route =
                Route.newBuilder()
                        .setName(rule.name())
                        .setMatch(MatchTranslator.translate(rule.match()));
        if (!rule.origin().isEmpty()) {
            route.setMetadata(origin(rule.origin()));
        }
        addHeaderEdits(route, rule.headers());
        switch (rule.target()) {
            case Forward forward -> ForwardTranslator.translate(forward, rule.headers(), route);
            case Redirect redirect -> route.setRedirect(AnswerTranslator.redirect(redirect));
            case FixedResponse response ->
                    route.setDirectResponse(AnswerTranslator.fixedResponse(response));
        }
        route.setStatPrefix(rule.statPrefix());
        route.putAllTypedPerFilterConfig(HttpFilterChain.routeConfigs(rule));
        return route.build();
    }

    static void addHeaderEdits(Route.Builder route, HeaderEdits edits) {
        route.addAllRequestHeadersToAdd(HeaderEditsTranslator.additions(edits.request()))
                .addAllRequestHeadersToRemove(HeaderEditsTranslator.removals(edits.request()))
                .addAllResponseHeadersToAdd(HeaderEditsTranslator.additions(edits.response()))
                .addAllResponseHeadersToRemove(HeaderEditsTranslator.removals(edits.response()));
    }

    private static Metadata origin(String origin) {
        Struct fields =
                Struct.newBuilder()
                        .putFields("origin", Value.newBuilder().setStringValue(origin).build())
                        .build();
        return Metadata.newBuilder().putFilterMetadata(METADATA, fields).build();
    }
}
