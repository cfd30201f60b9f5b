// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import io.gatehouse.server.live.PolicyMeaning.Fields;
import io.gatehouse.server.live.PolicyMeaning.Policy;
import io.gatehouse.server.live.PolicyMeaning.Rule;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// AuthorizationPolicies in given words.
///
/// @param providers of CUSTOM policies
record RandomPolicies(Dice dice, PolicyWords words, List<String> providers) {
    private static final List<String> ACTIONS =
            List.of("ALLOW", "ALLOW", "DENY", "AUDIT", "CUSTOM");

    /// Up to three, most often with one provider for all.
    List<Policy> policies() {
        String provider = dice.one(providers);
        return dice.some(
                1,
                3,
                () -> {
                    String action = dice.one(ACTIONS);
                    boolean custom = action.equals("CUSTOM");
                    int least = custom || action.equals("DENY") ? 1 : 0;
                    PolicyWords spoken = custom ? words.beforeTokens() : words;
                    return new Policy(
                            action,
                            custom ? dice.once(8) ? dice.one(providers) : provider : "",
                            dice.some(least, 2, () -> rule(spoken)));
                });
    }

    private Rule rule(PolicyWords spoken) {
        return new Rule(
                dice.some(0, 1, () -> fields("", spoken.sources())),
                dice.some(0, 2, () -> fields("", spoken.operations())),
                dice.some(0, 1, () -> condition(spoken.conditions())));
    }

    private Fields condition(Map<String, List<String>> known) {
        String key = dice.one(List.copyOf(known.keySet()));
        return fields(key, Map.of("values", known.getOrDefault(key, List.of())));
    }

    /// At least one of the fields, as it is or with `not`.
    private Fields fields(String key, Map<String, List<String>> known) {
        Map<String, List<String>> chosen = new TreeMap<>();
        List<String> names = List.copyOf(new TreeMap<>(known).keySet());
        for (String name : dice.some(1, 2, () -> dice.one(names))) {
            String not = "not" + name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
            chosen.put(
                    dice.once(4) ? not : name,
                    dice.some(1, 2, () -> dice.one(known.getOrDefault(name, List.of()))));
        }
        return new Fields(key, chosen);
    }
}
