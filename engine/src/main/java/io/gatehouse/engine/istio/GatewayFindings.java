// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.FieldPath;
import io.gatehouse.config.Finding;
import io.gatehouse.config.FindingCode;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.core.Service;
import io.gatehouse.config.istio.Gateway;
import io.gatehouse.engine.ConfigTables;
import io.gatehouse.engine.graph.Evaluation;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a Gateway's author has to know, once it meets everything else.
record GatewayFindings(ConfigTables tables, GatewayNodes nodes, ServerFindings servers) {

    List<Finding> find(Evaluation e, ObjectKey key) {
        Optional<Gateway> gateway = e.read(tables.gateways, key);
        if (gateway.isEmpty()) {
            return List.of();
        }
        Set<String> groups = e.get(nodes.selectedGroups, key);
        if (groups.isEmpty()) {
            return List.of(withoutWorkload(key, gateway.get()));
        }
        Set<Finding> findings = new LinkedHashSet<>();
        for (String group : groups) {
            findings.addAll(nodes.findings(e, new GroupGateway(group, key)));
            findings.addAll(servers.find(e, group, key));
            addressPending(e, key, group).ifPresent(findings::add);
            for (PlannedServer server : nodes.servers(e, new GroupGateway(group, key))) {
                if (server.tls().isPresent() && !nodes.mayHaveSecrets(e, group, server)) {
                    findings.add(withheld(key, server));
                    continue;
                }
                findings.addAll(
                        CredentialFindings.of(
                                e, key, nodes.credentials, nodes.credentialsOf(e, group, server)));
            }
        }
        return List.copyOf(findings);
    }

    /// Only of Services that somebody gives addresses to: those that the API server has.
    private Optional<Finding> addressPending(Evaluation e, ObjectKey key, String group) {
        List<Service> pending =
                nodes.services(e, group).stream()
                        .filter(service -> service.spec().type() == Service.Type.LOAD_BALANCER)
                        .filter(service -> !service.metadata().uid().isEmpty())
                        .filter(GatewayFindings::withoutAddress)
                        .toList();
        return pending.stream()
                .findFirst()
                .map(service ->
                        Finding.of(
                                FindingCode.ADDRESS_PENDING,
                                key,
                                FieldPath.of("spec.selector"),
                                "Service %s of the gateway workload is of type LoadBalancer and has no address yet; nothing outside the cluster reaches it until something, such as the cloud's controller, gives it one"
                                        .formatted(service.key().qualifiedName())));
    }

    private static boolean withoutAddress(Service service) {
        return service.spec().externalIPs().isEmpty()
                && service.status()
                        .flatMap(Service.Status::loadBalancer)
                        .filter(balancer -> !balancer.ingress().isEmpty())
                        .isEmpty();
    }

    private static Finding withheld(ObjectKey key, PlannedServer server) {
        return Finding.of(
                FindingCode.SECRET_MISSING,
                key,
                FieldPath.of("spec.servers").index(server.index()).field("tls"),
                "proxies of the gateway workload have not proved who they are, and are given no secrets; the server is left out there. Have them connect by TLS with the token of their service account");
    }

    private static Finding withoutWorkload(ObjectKey key, Gateway gateway) {
        return Finding.of(
                FindingCode.GATEWAY_WITHOUT_WORKLOAD,
                key,
                FieldPath.of("spec.selector"),
                "selector %s matches the labels of no gateway workload, so no proxy serves this Gateway"
                        .formatted(gateway.spec().selector()));
    }
}
