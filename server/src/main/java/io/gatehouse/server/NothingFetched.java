// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server;

import io.gatehouse.config.Finding;
import io.gatehouse.config.FindingCode;
import io.gatehouse.config.Severity;
import io.gatehouse.engine.FetchedKeys;
import io.gatehouse.engine.FetchedModule;
import io.gatehouse.engine.RoutingGraph;
import io.gatehouse.engine.graph.Output;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What is wanted from elsewhere, where nobody is asked. It is told, and no error: a control plane
/// would fetch it.
final class NothingFetched {
    private static final Optional<String> WHY =
            Optional.of("offline, nothing is fetched from elsewhere");
    private static final FetchedKeys NO_DOCUMENT = new FetchedKeys(Optional.empty(), WHY);
    private static final FetchedModule NO_MODULE = new FetchedModule(Optional.empty(), WHY);
    private static final Set<FindingCode> OF_FETCHING =
            EnumSet.of(
                    FindingCode.KEYS_NOT_FETCHED,
                    FindingCode.PROVIDER_NOT_READ,
                    FindingCode.MODULE_NOT_FETCHED);

    private NothingFetched() {}

    static void fill(RoutingGraph routing) {
        for (var wanted : List.of(routing.policies.keys.wanted, routing.httpPolicies.wanted)) {
            wanted.changes().stream()
                    .filter(change -> change.value().isPresent())
                    .map(Output.Change::key)
                    .forEach(source -> routing.tables.fetchedKeys.put(source, NO_DOCUMENT));
        }
        routing.policies.extensions.modules.wanted.changes().stream()
                .filter(change -> change.value().isPresent())
                .map(Output.Change::key)
                .forEach(source -> routing.tables.fetchedModules.put(source, NO_MODULE));
    }

    static Finding told(Finding finding) {
        return OF_FETCHING.contains(finding.code())
                ? new Finding(
                        finding.code(),
                        Severity.INFO,
                        finding.object(),
                        finding.field(),
                        finding.message(),
                        finding.position())
                : finding;
    }
}
