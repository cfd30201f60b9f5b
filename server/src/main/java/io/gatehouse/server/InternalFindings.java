// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server;

import io.gatehouse.config.FieldPath;
import io.gatehouse.config.Finding;
import io.gatehouse.config.FindingCode;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.engine.graph.IncrementalGraph.Place;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Defects of Gatehouse itself, told like everything else: what was served before goes on being
/// served.
final class InternalFindings {
    private InternalFindings() {}

    static List<Finding> of(Map<Place, RuntimeException> failures) {
        return failures.entrySet().stream()
                .sorted(Comparator.comparing(entry -> entry.getKey().toString()))
                .map(entry -> finding(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static Finding finding(Place place, RuntimeException failure) {
        Optional<ObjectKey> object =
                place.key() instanceof ObjectKey key ? Optional.of(key) : Optional.empty();
        return new Finding(
                FindingCode.INTERNAL,
                FindingCode.INTERNAL.severity(),
                object,
                FieldPath.ROOT,
                "%s(%s) failed: %s; please report it"
                        .formatted(place.derivation(), place.key(), failure),
                Optional.empty());
    }
}
