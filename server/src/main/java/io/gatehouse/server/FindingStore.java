// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server;

import io.gatehouse.config.Finding;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.pcollections.TreePMap;

/// All that is to be said at the moment, by who says it: a file, an object's translation, a proxy.
/// Not thread-safe.
final class FindingStore {
    private TreePMap<String, List<Finding>> byOrigin = TreePMap.empty();
    private final List<Finding> appeared = new ArrayList<>();
    private final List<Finding> resolved = new ArrayList<>();

    /// Replaces what that origin said before.
    void put(String origin, List<Finding> findings) {
        Set<Finding> before = new LinkedHashSet<>(byOrigin.getOrDefault(origin, List.of()));
        byOrigin =
                findings.isEmpty()
                        ? byOrigin.minus(origin)
                        : byOrigin.plus(origin, List.copyOf(findings));
        findings.stream().filter(f -> !before.remove(f)).forEach(appeared::add);
        resolved.addAll(before);
    }

    /// What has come and gone since the last call; what did both is left out.
    FindingChanges changes() {
        Set<Finding> stayed = new HashSet<>(appeared);
        stayed.retainAll(new HashSet<>(resolved));
        appeared.removeIf(stayed::contains);
        resolved.removeIf(stayed::contains);
        FindingChanges changes =
                new FindingChanges(
                        appeared.stream().sorted(SortedFindings.ORDER).toList(),
                        resolved.stream().sorted(SortedFindings.ORDER).toList());
        appeared.clear();
        resolved.clear();
        return changes;
    }

    List<Finding> all() {
        return new SortedFindings(byOrigin);
    }
}
