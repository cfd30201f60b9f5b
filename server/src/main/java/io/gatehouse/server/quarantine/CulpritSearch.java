// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.quarantine;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/// Finds among several suspects those without whom all is good, by halving: for one culprit among
/// `n`, about `log n` trials.
final class CulpritSearch {
    private CulpritSearch() {}

    /// @param good whether all is good without these; must be so without all suspects
    static <T> List<T> among(List<T> suspects, Predicate<Set<T>> good) {
        List<T> culprits = new ArrayList<>();
        List<T> rest = new ArrayList<>(suspects);
        while (!rest.isEmpty() && !good.test(new HashSet<>(culprits))) {
            T found = rest.get(firstBad(rest, culprits, good));
            culprits.add(found);
            rest.remove(found);
        }
        return culprits;
    }

    /// The first with which, all later ones left out, it is not good.
    private static <T> int firstBad(List<T> rest, List<T> culprits, Predicate<Set<T>> good) {
        int low = 0;
        int high = rest.size() - 1;
        while (low < high) {
            int middle = (low + high) / 2;
            Set<T> out = new HashSet<>(culprits);
            out.addAll(rest.subList(middle + 1, rest.size()));
            if (good.test(out)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
