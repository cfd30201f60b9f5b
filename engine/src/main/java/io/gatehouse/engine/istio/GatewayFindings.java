// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.FieldPath;
import io.gatehouse.config.Finding;
import io.gatehouse.config.FindingCode;
import io.gatehouse.config.ObjectKey;
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
            findings.addAll(e.get(nodes.plan, group).findingsOf(key));
            findings.addAll(servers.find(e, group, key));
            for (PlannedServer server : e.get(nodes.servers, new GroupGateway(group, key))) {
                findings.addAll(
                        CredentialFindings.of(
                                e, key, nodes.credentials, nodes.credentialsOf(e, group, server)));
            }
        }
        return List.copyOf(findings);
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
