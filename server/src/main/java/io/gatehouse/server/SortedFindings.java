// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server;

import io.gatehouse.config.Finding;
import java.util.AbstractList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pcollections.TreePMap;

/// Findings by who said them, as a list without repetition that is sorted when somebody first looks
/// at it: a change does not pay for it. Immutable; safe for use by any thread.
final class SortedFindings extends AbstractList<Finding> {
    static final Comparator<Finding> ORDER =
            Comparator.<Finding, String>comparing(
                            f -> f.position().map(Object::toString).orElse(""))
                    .thenComparing(f -> f.object().map(Object::toString).orElse(""))
                    .thenComparing(Finding::code)
                    .thenComparing(f -> f.field().text())
                    .thenComparing(Finding::message);

    private final TreePMap<String, List<Finding>> byOrigin;
    private volatile @Nullable List<Finding> sorted;

    SortedFindings(TreePMap<String, List<Finding>> byOrigin) {
        this.byOrigin = byOrigin;
    }

    @Override
    public Finding get(int index) {
        return sorted().get(index);
    }

    @Override
    public int size() {
        return sorted().size();
    }

    private List<Finding> sorted() {
        List<Finding> known = sorted;
        if (known == null) {
            known =
                    byOrigin.values().stream()
                            .flatMap(List::stream)
                            .distinct()
                            .sorted(ORDER)
                            .toList();
            sorted = known;
        }
        return known;
    }
}
