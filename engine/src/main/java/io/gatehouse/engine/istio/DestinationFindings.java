// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.FieldPath;
import io.gatehouse.config.Finding;
import io.gatehouse.config.FindingCode;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.istio.Destination;
import io.gatehouse.config.istio.HttpRoute;
import io.gatehouse.engine.GroupUpstream;
import io.gatehouse.engine.VisibleHost;
import io.gatehouse.engine.core.Backend;
import io.gatehouse.engine.core.BackendPort;
import io.gatehouse.engine.core.ServiceNodes;
import io.gatehouse.engine.core.UpstreamName;
import io.gatehouse.engine.graph.Evaluation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// What an author has to know about the destinations that rules name, as the proxies of one group
/// see them.
record DestinationFindings(
        RouteNodes routes,
        ServiceNodes services,
        DestinationRuleNodes destinationRules,
        String group) {
    /// @param rules in the order in which the object has them
    List<Finding> find(Evaluation e, ObjectKey object, List<HttpRoute> rules) {
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i < rules.size(); i++) {
            HttpRoute rule = rules.get(i);
            FieldPath field = FieldPath.of("spec.http").index(i);
            for (int j = 0; j < rule.route().size(); j++) {
                FieldPath at = field.field("route").index(j).field("destination");
                rule.route().get(j).destination().stream()
                        .flatMap(to -> find(e, object, to, at, "requests get 503").stream())
                        .forEach(findings::add);
            }
            rule.mirror().stream()
                    .flatMap(to -> mirror(e, object, to, field.field("mirror")).stream())
                    .forEach(findings::add);
            for (int j = 0; j < rule.mirrors().size(); j++) {
                FieldPath at = field.field("mirrors").index(j).field("destination");
                rule.mirrors().get(j).destination().stream()
                        .flatMap(to -> mirror(e, object, to, at).stream())
                        .forEach(findings::add);
            }
        }
        return findings;
    }

    private Optional<Finding> mirror(
            Evaluation e, ObjectKey object, Destination destination, FieldPath field) {
        String lost = "nothing is mirrored";
        UpstreamName upstream = resolve(e, object, destination);
        return DynamicDestination.of(e, services, new GroupUpstream(group, upstream.toString()))
                .map(found ->
                        Finding.of(
                                FindingCode.DESTINATION_WITHOUT_NAME,
                                object,
                                field.field("host"),
                                "%s stands for the host that a client asks for, and copies would go to any port of it; %s. Name one host in a ServiceEntry of resolution DNS"
                                        .formatted(found.wildcard(), lost)))
                .or(() -> find(e, object, destination, field, lost));
    }

    private UpstreamName resolve(Evaluation e, ObjectKey object, Destination destination) {
        return routes.destinations(e, object.namespace(), group, 0).resolve(destination);
    }

    private Optional<Finding> find(
            Evaluation e,
            ObjectKey object,
            Destination destination,
            FieldPath field,
            String consequence) {
        UpstreamName upstream = resolve(e, object, destination);
        Optional<List<BackendPort>> ports = backend(e, upstream.host()).map(Backend::ports);
        if (ports.isEmpty()) {
            return Optional.of(
                    Finding.of(
                            FindingCode.DESTINATION_NOT_FOUND,
                            object,
                            field.field("host"),
                            "there is no Service with host %s; %s%s"
                                    .formatted(
                                            upstream.host(),
                                            consequence,
                                            why(e, upstream.host()))));
        }
        boolean known = ports.get().stream().anyMatch(port -> port.number() == upstream.port());
        if (known) {
            return subset(e, object, upstream, field, consequence);
        }
        if (destination.port().isEmpty() && ports.get().size() > 1) {
            return Optional.of(
                    Finding.of(
                            FindingCode.DESTINATION_PORT,
                            object,
                            field.field("port"),
                            "%s has the ports %s: say which one is meant; without it the Gateway's port number is taken"
                                    .formatted(upstream.host(), numbers(ports.get()))));
        }
        return Optional.of(
                Finding.of(
                        FindingCode.DESTINATION_PORT,
                        object,
                        field.field("port").field("number"),
                        "port %d is not a port of %s (it has %s); %s"
                                .formatted(
                                        upstream.port(),
                                        upstream.host(),
                                        numbers(ports.get()),
                                        consequence)));
    }

    private Optional<Finding> subset(
            Evaluation e,
            ObjectKey object,
            UpstreamName upstream,
            FieldPath field,
            String consequence) {
        List<String> subsets = destinationRules.subsets(e, group, upstream.host());
        if (upstream.subset().isEmpty() || subsets.contains(upstream.subset())) {
            return Optional.empty();
        }
        return Optional.of(
                Finding.of(
                        FindingCode.SUBSET_NOT_FOUND,
                        object,
                        field.field("subset"),
                        "no DestinationRule that holds for %s has the subset %s (%s); %s"
                                .formatted(
                                        upstream.host(),
                                        upstream.subset(),
                                        subsets.isEmpty()
                                                ? "there are none"
                                                : "there are: " + String.join(", ", subsets),
                                        consequence)));
    }

    private Optional<Backend> backend(Evaluation e, String host) {
        return e.get(services.backend, new VisibleHost(group, host));
    }

    private String why(Evaluation e, String host) {
        return services.whyMissing(e, new VisibleHost(group, host))
                .map(" (%s)"::formatted)
                .orElse("");
    }

    private static String numbers(List<BackendPort> ports) {
        return ports.stream()
                .map(port -> Integer.toString(port.number()))
                .collect(Collectors.joining(", "));
    }
}
