// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.status;

import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.Finding;
import io.gatehouse.config.Kind;
import io.gatehouse.config.istio.AuthorizationPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What Gatehouse has to say on an object of Istio's kinds.
///
/// @param observedGeneration of which it speaks; absent means the newest, of an object that was
///   refused
public record ObjectStatus(
        List<Condition> conditions,
        List<ValidationMessage> messages,
        Optional<Long> observedGeneration) {
    public ObjectStatus {
        conditions = List.copyOf(conditions);
        messages = List.copyOf(messages);
    }

    /// @param object as it is served; absent if no version of it could be read
    /// @param findings about it, in a stable order
    static ObjectStatus of(
            Kind kind,
            Optional<? extends ConfigObject> object,
            List<Finding> findings,
            Delivery delivery) {
        boolean refused = findings.stream().anyMatch(f -> FindingConditions.refuses(f.code()));
        boolean served = object.filter(o -> !AuthorizationPolicy.standsIn(o)).isPresent();
        List<Condition> conditions = new ArrayList<>();
        ObjectConditions of = new ObjectConditions(findings, delivery, served, refused);
        conditions.add(of.accepted());
        if (kind != Kind.WORKLOAD_ENTRY) {
            conditions.add(of.resolvedRefs());
            conditions.add(of.programmed());
        }
        return new ObjectStatus(
                conditions,
                ValidationMessage.of(findings),
                refused ? Optional.empty() : object.map(o -> o.metadata().generation()));
    }
}
