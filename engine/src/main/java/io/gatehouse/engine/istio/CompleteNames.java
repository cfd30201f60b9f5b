// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.istio.Destination;
import io.gatehouse.config.istio.HttpMatchRequest;
import io.gatehouse.config.istio.HttpMirrorPolicy;
import io.gatehouse.config.istio.HttpRoute;
import io.gatehouse.config.istio.HttpRouteDestination;
import io.gatehouse.engine.core.ServiceHost;
import java.util.List;

/// Makes names complete that are short for something in the namespace of the object that says them:
/// services and Gateways.
record CompleteNames(String namespace) {

    HttpRoute of(HttpRoute route) {
        return new HttpRoute(
                route.name(),
                route.match().stream().map(this::match).toList(),
                route.route().stream().map(this::choice).toList(),
                route.redirect(),
                route.directResponse(),
                route.delegate(),
                route.rewrite(),
                route.timeout(),
                route.retries(),
                route.fault(),
                route.mirror().map(this::destination),
                route.mirrors().stream().map(this::mirror).toList(),
                route.mirrorPercent(),
                route.mirrorPercentage(),
                route.corsPolicy(),
                route.headers());
    }

    private HttpRouteDestination choice(HttpRouteDestination choice) {
        return new HttpRouteDestination(
                choice.destination().map(this::destination), choice.weight(), choice.headers());
    }

    private HttpMirrorPolicy mirror(HttpMirrorPolicy mirror) {
        return new HttpMirrorPolicy(
                mirror.destination().map(this::destination), mirror.percentage());
    }

    private Destination destination(Destination destination) {
        return new Destination(
                ServiceHost.qualify(Hostname.normal(destination.host()), namespace),
                destination.subset(),
                destination.port());
    }

    private HttpMatchRequest match(HttpMatchRequest match) {
        if (match.gateways().isEmpty()) {
            return match;
        }
        List<String> gateways = match.gateways().stream().map(this::gateway).toList();
        return new HttpMatchRequest(
                match.name(),
                match.uri(),
                match.scheme(),
                match.method(),
                match.authority(),
                match.headers(),
                match.port(),
                match.sourceLabels(),
                gateways,
                match.queryParams(),
                match.ignoreUriCase(),
                match.withoutHeaders(),
                match.sourceNamespace(),
                match.statPrefix());
    }

    /// `mesh` stays.
    private String gateway(String name) {
        return GatewayNames.resolve(name, namespace).map(ObjectKey::qualifiedName).orElse(name);
    }
}
