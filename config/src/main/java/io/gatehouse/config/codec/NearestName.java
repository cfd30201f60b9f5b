// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.codec;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/// Finds what a misspelt name was probably meant to be.
public final class NearestName {
    private NearestName() {}

    /// Such as `did you mean "hosts"? allowed: gateways, hosts`.
    static String hint(String found, Collection<String> allowed) {
        String list = "allowed: " + String.join(", ", allowed);
        return of(found, allowed).map(n -> "did you mean \"" + n + "\"? " + list).orElse(list);
    }

    /// The candidate that differs in at most a third of its letters, if there is one.
    public static Optional<String> of(String found, Collection<String> candidates) {
        String lower = found.toLowerCase(Locale.ROOT);
        return candidates.stream()
                .filter(c -> distance(lower, c) <= Math.max(1, c.length() / 3))
                .min(Comparator.comparingInt(c -> distance(lower, c)));
    }

    /// Letters to insert, delete, replace or swap with their neighbour.
    private static int distance(String a, String candidate) {
        String b = candidate.toLowerCase(Locale.ROOT);
        if (Math.abs(a.length() - b.length()) > b.length()) {
            return Integer.MAX_VALUE;
        }
        int[][] costs = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    costs[i][j] = i + j;
                    continue;
                }
                int replace = costs[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                costs[i][j] = Math.min(replace, 1 + Math.min(costs[i - 1][j], costs[i][j - 1]));
                boolean swapped =
                        i > 1
                                && j > 1
                                && a.charAt(i - 1) == b.charAt(j - 2)
                                && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) {
                    costs[i][j] = Math.min(costs[i][j], 1 + costs[i - 2][j - 2]);
                }
            }
        }
        return costs[a.length()][b.length()];
    }
}
