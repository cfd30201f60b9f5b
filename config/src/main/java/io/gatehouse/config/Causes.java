// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// What a batch came of, for people: `added b.yaml; changed shop.yaml`. Not thread-safe.
public final class Causes {
    private static final int LONGEST_LIST = 3;

    private final SortedMap<String, SortedSet<String>> byVerb = new TreeMap<>();

    public void add(String verb, String name) {
        byVerb.computeIfAbsent(verb, _ -> new TreeSet<>()).add(name);
    }

    /// What there is since the last call.
    public String drain() {
        List<String> texts = new ArrayList<>();
        byVerb.forEach((verb, all) -> {
            String names = String.join(", ", all.stream().limit(LONGEST_LIST).toList());
            int more = all.size() - LONGEST_LIST;
            texts.add(verb + " " + names + (more > 0 ? " and " + more + " more" : ""));
        });
        byVerb.clear();
        return String.join("; ", texts);
    }
}
