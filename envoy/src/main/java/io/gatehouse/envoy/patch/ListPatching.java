// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.patch;

import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;

/// Items that come, go and are replaced in a list whose order counts. A patch may name an item; one
/// that takes or replaces something must.
///
/// @param names whether the patch names an item at all
/// @param isNamed whether it names that one
/// @param problem why Envoy would not take the list, if so
record ListPatching<E extends Message>(
        Predicate<ReadPatch> names,
        BiPredicate<ReadPatch, E> isNamed,
        Function<List<E>, Optional<String>> problem) {

    /// A patch that makes the list one that Envoy refuses is left out.
    List<E> apply(List<E> items, List<ReadPatch> patches, PatchLog log) {
        List<ReadPatch> applied = new ArrayList<>(patches);
        while (true) {
            List<ReadPatch> effective = new ArrayList<>();
            List<E> outcome = run(items, applied, effective);
            Optional<String> refused = problem.apply(outcome);
            if (refused.isEmpty() || effective.isEmpty()) {
                effective.forEach(log::met);
                return refused.isEmpty() ? outcome : items;
            }
            ReadPatch culprit = culprit(items, applied, effective);
            log.leftOut(culprit, refused.get());
            applied.remove(culprit);
        }
    }

    /// The last one without which the list is well, else the last one.
    private ReadPatch culprit(List<E> items, List<ReadPatch> applied, List<ReadPatch> effective) {
        for (ReadPatch candidate : effective.reversed()) {
            List<ReadPatch> others = new ArrayList<>(applied);
            others.remove(candidate);
            if (problem.apply(run(items, others, new ArrayList<>())).isEmpty()) {
                return candidate;
            }
        }
        return effective.getLast();
    }

    private List<E> run(List<E> items, List<ReadPatch> patches, List<ReadPatch> effective) {
        List<E> list = new ArrayList<>(items);
        for (ReadPatch patch : patches) {
            if (apply(list, patch)) {
                effective.add(patch);
            }
        }
        return list;
    }

    private boolean apply(List<E> list, ReadPatch patch) {
        boolean named = names.test(patch);
        int found = named ? find(list, patch) : -1;
        @SuppressWarnings("unchecked") // as its subject says
        E value = (E) patch.value();
        return switch (patch.operation()) {
            case ADD -> insert(list, list.size(), value);
            case INSERT_FIRST -> insert(list, 0, value);
            case INSERT_BEFORE -> insert(list, named ? found : 0, value);
            case INSERT_AFTER -> insert(list, named ? after(found) : list.size(), value);
            case REPLACE -> found >= 0 && replace(list, found, value);
            case REMOVE -> named && list.removeIf(item -> isNamed.test(patch, item));
            case MERGE, MERGE_REPLACING_LISTS -> false;
        };
    }

    private int find(List<E> list, ReadPatch patch) {
        for (int i = 0; i < list.size(); i++) {
            if (isNamed.test(patch, list.get(i))) {
                return i;
            }
        }
        return -1;
    }

    private static int after(int found) {
        return found < 0 ? found : found + 1;
    }

    private static <E> boolean insert(List<E> list, int at, E value) {
        if (at < 0) {
            return false;
        }
        list.add(at, value);
        return true;
    }

    private static <E> boolean replace(List<E> list, int at, E value) {
        list.set(at, value);
        return true;
    }
}
