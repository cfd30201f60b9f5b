// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import io.gatehouse.config.Finding;
import io.gatehouse.config.core.IntOrString;
import io.gatehouse.config.core.Service;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Kubernetes' rules for the fields of a Service that a gateway uses.
final class ServiceValidation {
    private ServiceValidation() {}

    static List<Finding> validate(Service service) {
        Scope object = Scope.of(service);
        Scope spec = object.field("spec");
        List<Service.Port> ports = service.spec().ports();
        boolean external = service.spec().type() == Service.Type.EXTERNAL_NAME;
        if (external && service.spec().externalName().isEmpty()) {
            spec.field("externalName").missing("a Service of type ExternalName must have it");
        }
        if (!external && ports.isEmpty() && !service.spec().clusterIP().equals("None")) {
            spec.field("ports").missing("a Service must have at least one port");
        }
        Set<String> names = new HashSet<>();
        spec.field("ports")
                .each(
                        ports,
                        (scope, port) -> {
                            Values.port(scope.field("port"), port.port());
                            port.targetPort()
                                    .flatMap(ServiceValidation::number)
                                    .ifPresent(n -> Values.port(scope.field("targetPort"), n));
                            if (port.name().isEmpty() && ports.size() > 1) {
                                scope.field("name")
                                        .missing("with several ports, each must have a name");
                            } else if (!names.add(port.name())) {
                                scope.field("name")
                                        .invalid(
                                                "found %s twice (expected: names that differ)"
                                                        .formatted(Scope.quote(port.name())));
                            }
                        });
        service.spec()
                .trafficDistribution()
                .ifPresent(value ->
                        DistributionValidation.field(spec.field("trafficDistribution"), value));
        DistributionValidation.annotation(object, service.metadata().annotations());
        return object.findings();
    }

    private static Optional<Integer> number(IntOrString port) {
        return port instanceof IntOrString.Int(int number) ? Optional.of(number) : Optional.empty();
    }
}
