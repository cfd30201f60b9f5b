// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

import io.gatehouse.config.Kind;
import io.gatehouse.config.codec.NearestName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// What can be got: objects of a kind, or what the control plane says of itself.
sealed interface Resource {
    /// Objects of that kind.
    record Objects(Kind kind) implements Resource {
        /// As in the name of one of them: `service`, `gateway.networking.istio.io`.
        String prefix() {
            String singular = kind.kindName().toLowerCase(Locale.ROOT);
            return kind.group().isEmpty() ? singular : singular + "." + kind.group();
        }
    }

    /// All that is wrong or worth knowing.
    record Findings() implements Resource {}

    /// The Envoys that are connected.
    record Proxies() implements Resource {}

    /// @param name plural, singular or short, in any case; also with `.group` or `.version.group`
    static Resource named(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return switch (lower) {
            case "findings", "finding" -> new Findings();
            case "proxies", "proxy" -> new Proxies();
            default -> new Objects(kind(name, lower));
        };
    }

    private static Kind kind(String name, String lower) {
        Optional<String> meant = NearestName.of(lower, names());
        return kindNamed(lower)
                .orElseThrow(() ->
                        CommandFailure.wrongUse(
                                "the server doesn't have a resource type \"%s\"%s"
                                        .formatted(
                                                name,
                                                meant.map(m -> " (did you mean " + m + "?)")
                                                        .orElse(""))));
    }

    /// As [#named], of objects only.
    static Optional<Kind> kindNamed(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return Arrays.stream(Kind.values()).filter(kind -> accepts(kind, lower)).findFirst();
    }

    private static boolean accepts(Kind kind, String name) {
        int dot = name.indexOf('.');
        if (dot < 0) {
            return names(kind).contains(name);
        }
        String group = name.substring(dot + 1);
        boolean grouped =
                group.equals(kind.group())
                        || kind.versions().stream()
                                .anyMatch(v -> group.equals(v + "." + kind.group()));
        return grouped && names(kind).contains(name.substring(0, dot));
    }

    private static List<String> names(Kind kind) {
        List<String> names = new ArrayList<>();
        names.add(kind.plural());
        names.add(kind.kindName().toLowerCase(Locale.ROOT));
        names.addAll(kind.shortNames());
        return names;
    }

    private static SortedSet<String> names() {
        SortedSet<String> names = new TreeSet<>(List.of("findings", "proxies"));
        for (Kind kind : Kind.values()) {
            names.addAll(names(kind));
        }
        return names;
    }

    /// For shell completion.
    final class Candidates implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return names().iterator();
        }
    }

    /// For shell completion: what comes before the name of an object.
    final class Prefixes implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(Kind.values())
                    .map(kind -> kind.kindName().toLowerCase(Locale.ROOT) + "/")
                    .sorted()
                    .iterator();
        }
    }
}
