// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.FieldPath;
import io.gatehouse.config.Finding;
import io.gatehouse.config.FindingCode;
import io.gatehouse.config.istio.Destination;
import io.gatehouse.config.istio.RouteDestination;
import io.gatehouse.config.istio.VirtualService;
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

/// Whether the destinations of `tcp` and `tls` rules exist.
record ConnectionDestinations(
        Evaluation e, ServiceNodes services, VirtualService virtualService, String group) {

    List<Finding> find() {
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i < virtualService.spec().tls().size(); i++) {
            FieldPath rule = FieldPath.of("spec.tls").index(i);
            find(rule, virtualService.spec().tls().get(i).route(), findings);
        }
        for (int i = 0; i < virtualService.spec().tcp().size(); i++) {
            FieldPath rule = FieldPath.of("spec.tcp").index(i);
            find(rule, virtualService.spec().tcp().get(i).route(), findings);
        }
        return findings;
    }

    private void find(FieldPath rule, List<RouteDestination> route, List<Finding> findings) {
        for (int i = 0; i < route.size(); i++) {
            FieldPath field = rule.field("route").index(i).field("destination");
            route.get(i).destination().flatMap(d -> find(field, d)).ifPresent(findings::add);
        }
    }

    private Optional<Finding> find(FieldPath field, Destination destination) {
        UpstreamName name =
                new DestinationResolution(virtualService.metadata().namespace(), 0, this::backend)
                        .resolve(destination);
        Optional<Backend> backend = backend(name.host());
        if (backend.isEmpty()) {
            return told(
                    FindingCode.DESTINATION_NOT_FOUND,
                    field.field("host"),
                    "there is no Service with host %s; connections are closed"
                            .formatted(name.host()));
        }
        if (backend.get().port(name.port()).isPresent()) {
            return Optional.empty();
        }
        String ports =
                backend.get().ports().stream()
                        .map(BackendPort::number)
                        .map(number -> Integer.toString(number))
                        .collect(Collectors.joining(", "));
        return destination.port().isPresent()
                ? told(
                        FindingCode.DESTINATION_PORT,
                        field.field("port").field("number"),
                        "port %d is not a port of %s (it has %s); connections are closed"
                                .formatted(name.port(), name.host(), ports))
                : told(
                        FindingCode.DESTINATION_PORT,
                        field.field("port"),
                        "%s has the ports %s: say which one is meant; without it the Gateway's port number is taken"
                                .formatted(name.host(), ports));
    }

    private Optional<Backend> backend(String host) {
        return e.get(services.backend, new VisibleHost(group, host));
    }

    private Optional<Finding> told(FindingCode code, FieldPath field, String message) {
        return Optional.of(Finding.of(code, virtualService.key(), field, message));
    }
}
