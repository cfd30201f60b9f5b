// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.core;

import io.gatehouse.config.FieldPath;
import io.gatehouse.config.Finding;
import io.gatehouse.config.FindingCode;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.core.IntOrString;
import io.gatehouse.config.core.Service;
import io.gatehouse.engine.ConfigTables;
import io.gatehouse.engine.graph.Evaluation;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What the author of a Service of type ExternalName has to know.
record ServiceFindings(ConfigTables tables, HostNodes hosts) {

    List<Finding> find(Evaluation e, ObjectKey key) {
        Optional<Service> service =
                e.read(tables.services, key).filter(ServiceBackend::isExternalName);
        Set<Finding> findings = new LinkedHashSet<>();
        if (service.isPresent()) {
            for (String group : hosts.groups(e)) {
                switch (hosts.follow(e, group, service.get())) {
                    case ExternalName.Inside _ -> {}
                    case ExternalName.Outside(String name) ->
                            outside(service.get(), name, findings);
                    case ExternalName.Nowhere(String why) ->
                            findings.add(
                                    finding(key, "spec.externalName", why + "; requests get 503"));
                }
            }
        }
        return List.copyOf(findings);
    }

    private static void outside(Service service, String name, Set<Finding> findings) {
        if (ServiceBackend.backendPorts(service).isEmpty()) {
            findings.add(
                    finding(
                            service.key(),
                            "spec.ports",
                            "%s is outside the mesh and the Service has no TCP port, so no route can lead there; give it the port to connect to"
                                    .formatted(name)));
        }
        List<Service.Port> ports = service.spec().ports();
        for (int i = 0; i < ports.size(); i++) {
            int number = ports.get(i).port();
            boolean other =
                    ports.get(i)
                            .targetPort()
                            .filter(target ->
                                    !target.equals(new IntOrString.Int(number))
                                            && !target.equals(new IntOrString.Int(0)))
                            .isPresent();
            if (other) {
                findings.add(
                        Finding.of(
                                FindingCode.NO_EFFECT,
                                service.key(),
                                FieldPath.of("spec.ports").index(i).field("targetPort"),
                                "an external name is connected to at the port itself, %d"
                                        .formatted(number)));
            }
        }
    }

    private static Finding finding(ObjectKey key, String field, String message) {
        return Finding.of(FindingCode.EXTERNAL_NAME, key, FieldPath.of(field), message);
    }
}
