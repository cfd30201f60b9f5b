// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.codec.JsonText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A JSON Web Key Set, of which Envoy is given only what it can use: it refuses a set without a
/// usable key, and with it all policies of the gateway.
///
/// @param usable the set of the keys that can verify something, in their order; absent if none can
/// @param problems what is wrong, for the user; what is meant for other purposes is not
public record KeySet(Optional<String> usable, List<String> problems) {
    private static final String EXPECTED =
            " (expected: a JSON object with a list \"keys\" of RSA, EC, OKP or oct keys)";

    public KeySet {
        problems = List.copyOf(problems);
    }

    public static KeySet read(String document) {
        Object tree;
        try {
            tree = JsonText.parse(document);
        } catch (IOException _) {
            return unusable("found text that is no JSON object" + EXPECTED);
        }
        if (!(tree instanceof Map<?, ?> set) || !(set.get("keys") instanceof List<?> keys)) {
            return unusable("found no list \"keys\"" + EXPECTED);
        }
        List<Map<String, String>> usable = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            switch (WebKeyReader.read(keys.get(i))) {
                case WebKeyReader.Usable(Map<String, String> key) -> usable.add(key);
                case WebKeyReader.Unusable(String why) ->
                        problems.add(
                                "key %d%s cannot be used: %s".formatted(i, name(keys.get(i)), why));
                case WebKeyReader.ForOtherPurposes _ -> {}
            }
        }
        if (usable.isEmpty() && problems.isEmpty()) {
            problems.add("found no key that verifies signatures" + EXPECTED);
        }
        return new KeySet(
                usable.isEmpty()
                        ? Optional.empty()
                        : Optional.of(JsonText.compact(Map.of("keys", usable))),
                problems);
    }

    private static String name(Object key) {
        return key instanceof Map<?, ?> fields && fields.get("kid") instanceof String id
                ? " (kid \"%s\")".formatted(id)
                : "";
    }

    private static KeySet unusable(String problem) {
        return new KeySet(Optional.empty(), List.of(problem));
    }
}
