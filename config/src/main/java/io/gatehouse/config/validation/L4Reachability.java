// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;

/// Finds rules for connections, and matches of these, that an earlier rule of the same list leaves
/// nothing to.
///
/// @param covers whether all connections that the second match takes are taken by the first
record L4Reachability<M>(BiPredicate<M, M> covers) {

    /// @param rules the matches of each; none takes all connections
    void check(Scope scope, List<List<M>> rules) {
        List<M> earlier = new ArrayList<>();
        boolean takesAll = false;
        for (int rule = 0; rule < rules.size(); rule++) {
            List<M> matches = rules.get(rule);
            List<Integer> taken = new ArrayList<>();
            for (int i = 0; i < matches.size(); i++) {
                M match = matches.get(i);
                if (earlier.stream().anyMatch(first -> covers.test(first, match))) {
                    taken.add(i);
                }
            }
            Scope at = scope.index(rule);
            if (takesAll || (!matches.isEmpty() && taken.size() == matches.size())) {
                unreachable(at);
            } else {
                taken.forEach(i -> unreachable(at.field("match").index(i)));
            }
            earlier.addAll(matches);
            takesAll |= matches.isEmpty();
        }
    }

    private static void unreachable(Scope scope) {
        scope.unreachable("an earlier rule takes every connection that this matches");
    }
}
