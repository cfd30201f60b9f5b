// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.Bytes;
import io.gatehouse.config.istio.HttpDirectResponse;
import io.gatehouse.config.istio.HttpDirectResponse.HttpBody;
import io.gatehouse.config.istio.HttpMatchRequest;
import io.gatehouse.config.istio.HttpRoute;
import io.gatehouse.engine.ProxyGroup;
import io.gatehouse.routing.PolicyFeature;
import io.gatehouse.routing.RequestMatch;
import io.gatehouse.routing.RouteFeature;
import io.gatehouse.routing.RouteRule;
import io.gatehouse.routing.RouteTarget;
import io.gatehouse.routing.RouteTarget.Content;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The `http` rules of one VirtualService, as one server of one Gateway sees them.
///
/// @param policies what policies ask for of a rule
record VirtualServiceTranslator(
        HttpRules http,
        RuleContext context,
        ProxyGroup proxies,
        ForwardReader forwards,
        Function<HttpRule, List<PolicyFeature>> policies) {

    /// In the order in which they are tried; nothing follows a rule that takes every request.
    List<RouteRule> rules() {
        List<RouteRule> rules = new ArrayList<>();
        for (HttpRule rule : http.rules()) {
            Optional<RouteTarget> target = target(rule.route());
            if (target.isEmpty()) {
                continue;
            }
            for (RouteRule translated : rules(rule, target.get())) {
                rules.add(translated);
                if (translated.match().matchesAll()) {
                    return rules;
                }
            }
        }
        return rules;
    }

    private List<RouteRule> rules(HttpRule rule, RouteTarget target) {
        HttpRoute route = rule.route();
        if (route.match().isEmpty()) {
            return List.of(rule(rule, route.name(), RequestMatch.ANY, target, ""));
        }
        return route.match().stream()
                .filter(this::applies)
                .map(match ->
                        rule(
                                rule,
                                name(route, match),
                                RequestMatchReader.read(match),
                                target,
                                match.statPrefix()))
                .toList();
    }

    private RouteRule rule(
            HttpRule rule, String name, RequestMatch match, RouteTarget target, String statPrefix) {
        return new RouteRule(
                name,
                rule.owner().qualifiedName(),
                match,
                target,
                HeaderEditsReader.read(rule.route().headers()),
                features(rule),
                statPrefix);
    }

    private List<RouteFeature> features(HttpRule rule) {
        List<RouteFeature> features = new ArrayList<>();
        rule.route().fault().flatMap(FaultReader::read).ifPresent(features::add);
        rule.route().corsPolicy().map(CorsReader::read).ifPresent(features::add);
        features.addAll(policies.apply(rule));
        return features;
    }

    private static String name(HttpRoute route, HttpMatchRequest match) {
        return match.name().isEmpty() ? route.name() : route.name() + "." + match.name();
    }

    /// `gateways` and `port` say which servers a match is for; `port` means the number in the
    /// Gateway. What is asked of the source is asked of the gateway workload itself, and has no
    /// meaning where `gateways` are named.
    private boolean applies(HttpMatchRequest match) {
        if (match.port() != 0 && match.port() != context.servicePort()) {
            return false;
        }
        if (!match.gateways().isEmpty()) {
            return match.gateways().contains(context.gateway().qualifiedName());
        }
        return proxies.matches(match.sourceLabels())
                && (match.sourceNamespace().isEmpty()
                        || match.sourceNamespace().equals(proxies.namespace()));
    }

    private Optional<RouteTarget> target(HttpRoute route) {
        if (route.redirect().isPresent()) {
            return Optional.of(
                    RedirectReader.read(
                            route.redirect().get(), context.servicePort(), context.tls()));
        }
        if (route.directResponse().isPresent()) {
            return Optional.of(fixedResponse(route.directResponse().get()));
        }
        return forwards.read(route).map(forward -> forward);
    }

    private static RouteTarget fixedResponse(HttpDirectResponse response) {
        Content body =
                response.body()
                        .flatMap(HttpBody::bytes)
                        .map(Bytes::base64)
                        .<Content>map(Content.Binary::new)
                        .orElseGet(() ->
                                new Content.Text(
                                        response.body().flatMap(HttpBody::string).orElse("")));
        return new RouteTarget.FixedResponse(response.status(), body);
    }
}
