// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.istio.HttpDirectResponse;
import io.gatehouse.config.istio.HttpMatchRequest;
import io.gatehouse.config.istio.HttpRewrite;
import io.gatehouse.config.istio.HttpRoute;
import io.gatehouse.config.istio.HttpRouteDestination;
import io.gatehouse.config.istio.VirtualService;
import io.gatehouse.routing.HeaderEdits;
import io.gatehouse.routing.PathEdit;
import io.gatehouse.routing.RequestMatch;
import io.gatehouse.routing.RouteRule;
import io.gatehouse.routing.RouteTarget;
import io.gatehouse.routing.WeightedUpstream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The `http` rules of one VirtualService, as one server of one Gateway sees them.
record VirtualServiceTranslator(
        VirtualService virtualService,
        ObjectKey gateway,
        int serverPort,
        boolean serverIsTls,
        DestinationResolution destinations) {

    /// In the order in which they are tried; nothing follows a rule that takes every request.
    List<RouteRule> rules() {
        List<RouteRule> rules = new ArrayList<>();
        for (HttpRoute route : virtualService.spec().http()) {
            Optional<RouteTarget> target = target(route);
            if (target.isEmpty()) {
                continue;
            }
            HeaderEdits headers = HeaderEditsReader.read(route.headers());
            if (route.match().isEmpty()) {
                rules.add(
                        new RouteRule(
                                route.name(), origin(), RequestMatch.ANY, target.get(), headers));
                return rules;
            }
            for (HttpMatchRequest match : route.match()) {
                if (applies(match)) {
                    RequestMatch condition = RequestMatchReader.read(match);
                    rules.add(
                            new RouteRule(
                                    name(route, match),
                                    origin(),
                                    condition,
                                    target.get(),
                                    headers));
                    if (condition.matchesAll()) {
                        return rules;
                    }
                }
            }
        }
        return rules;
    }

    private String origin() {
        return virtualService.key().qualifiedName();
    }

    private static String name(HttpRoute route, HttpMatchRequest match) {
        return match.name().isEmpty() || route.name().isEmpty()
                ? route.name()
                : route.name() + "." + match.name();
    }

    /// `gateways` and `port` say which servers a match is for; `port` means the number in the
    /// Gateway.
    private boolean applies(HttpMatchRequest match) {
        boolean here =
                match.gateways().isEmpty()
                        || match.gateways().stream()
                                .map(name ->
                                        GatewayNames.resolve(
                                                name, virtualService.metadata().namespace()))
                                .anyMatch(named -> named.equals(Optional.of(gateway)));
        return here && (match.port() == 0 || match.port() == serverPort) && !asksForSource(match);
    }

    /// Who sends is not compared yet; a match that asks for it takes no request rather than all.
    /// Without meaning where `gateways` are named, as in Istio.
    private static boolean asksForSource(HttpMatchRequest match) {
        return match.gateways().isEmpty()
                && (!match.sourceLabels().isEmpty() || !match.sourceNamespace().isEmpty());
    }

    private Optional<RouteTarget> target(HttpRoute route) {
        if (route.redirect().isPresent()) {
            return Optional.of(
                    RedirectReader.read(route.redirect().get(), serverPort, serverIsTls));
        }
        if (route.directResponse().isPresent()) {
            return Optional.of(fixedResponse(route.directResponse().get()));
        }
        return forward(route);
    }

    private static RouteTarget fixedResponse(HttpDirectResponse response) {
        String body =
                response.body()
                        .flatMap(b -> b.string().or(() -> b.bytes().map(bytes -> bytes.utf8())))
                        .orElse("");
        return new RouteTarget.FixedResponse(response.status(), body);
    }

    private Optional<RouteTarget> forward(HttpRoute route) {
        boolean single = route.route().size() == 1;
        List<WeightedUpstream> upstreams = new ArrayList<>();
        for (HttpRouteDestination choice : route.route()) {
            if (choice.destination().isPresent() && (single || choice.weight() > 0)) {
                String upstream = destinations.resolve(choice.destination().get()).toString();
                int weight = single ? 1 : choice.weight();
                upstreams.add(
                        new WeightedUpstream(
                                upstream, weight, HeaderEditsReader.read(choice.headers())));
            }
        }
        if (upstreams.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new RouteTarget.Forward(
                        upstreams,
                        pathEdit(route),
                        route.rewrite().map(HttpRewrite::authority).filter(host -> !host.isEmpty()),
                        route.timeout().filter(timeout -> timeout.compareTo(Duration.ZERO) > 0),
                        RetryReader.read(route.retries())));
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
