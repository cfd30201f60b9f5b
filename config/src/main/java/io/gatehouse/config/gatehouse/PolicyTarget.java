// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.gatehouse;

import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import java.util.Optional;
import java.util.stream.Stream;

/// What an [HttpPolicy] is attached to: a Gateway, a VirtualService, or one route of it. It is in
/// the policy's own namespace.
///
/// @param group empty means Istio's
/// @param sectionName the `name` of an `http` route of a VirtualService; empty means all of it
public record PolicyTarget(String group, String kind, String name, String sectionName) {
    /// Empty for a kind that nothing can be attached to.
    public Optional<Kind> knownKind() {
        return Stream.of(Kind.GATEWAY, Kind.VIRTUAL_SERVICE)
                .filter(known -> known.kindName().equals(kind))
                .filter(known -> group.isEmpty() || known.group().equals(group))
                .findFirst();
    }

    public Optional<ObjectKey> key(String namespace) {
        return knownKind().map(known -> new ObjectKey(known, namespace, name));
    }
}
