// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server;

import io.gatehouse.config.Finding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// All that is to be said at the moment, by who says it: a file, an object's translation, a proxy.
/// Not thread-safe.
final class FindingStore {
    static final Comparator<Finding> ORDER =
            Comparator.<Finding, String>comparing(
                            f -> f.position().map(Object::toString).orElse(""))
                    .thenComparing(f -> f.object().map(Object::toString).orElse(""))
                    .thenComparing(Finding::code)
                    .thenComparing(f -> f.field().text())
                    .thenComparing(Finding::message);

    private final Map<String, List<Finding>> byOrigin = new TreeMap<>();
    private final List<Finding> appeared = new ArrayList<>();
    private final List<Finding> resolved = new ArrayList<>();

    /// Replaces what that origin said before.
    void put(String origin, List<Finding> findings) {
        Set<Finding> before = new LinkedHashSet<>(byOrigin.getOrDefault(origin, List.of()));
        if (findings.isEmpty()) {
            byOrigin.remove(origin);
        } else {
            byOrigin.put(origin, List.copyOf(findings));
        }
        findings.stream().filter(f -> !before.remove(f)).forEach(appeared::add);
        resolved.addAll(before);
    }

    /// What has come and gone since the last call; what did both is left out.
    FindingChanges changes() {
        List<Finding> stayed = appeared.stream().filter(resolved::contains).toList();
        appeared.removeAll(stayed);
        resolved.removeAll(stayed);
        FindingChanges changes =
                new FindingChanges(
                        appeared.stream().sorted(ORDER).toList(),
                        resolved.stream().sorted(ORDER).toList());
        appeared.clear();
        resolved.clear();
        return changes;
    }

    List<Finding> all() {
        return byOrigin.values().stream().flatMap(List::stream).distinct().sorted(ORDER).toList();
    }
}
