// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.routing.PatchOperation;
import io.gatehouse.routing.ProxyPatch;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// The little of what a patch puts in that has to be known before it is applied.
final class PatchContents {
    private static final Set<String> HOSTS = Set.of("virtual_hosts", "virtualHosts", "vhds");
    private static final String DOMAINS = "domains";

    /// Also within a text, such as a program.
    private static final Pattern UPSTREAM =
            Pattern.compile("outbound\\|\\d{1,5}\\|[-\\w.]*\\|[-\\w.*]+");

    private PatchContents() {}

    /// Whether a route table may have other hosts with the patch than without.
    static boolean mayChangeHosts(ProxyPatch patch) {
        Map<String, Object> value = patch.value().orElse(Map.of());
        return switch (patch.subject()) {
            case ROUTE_TABLE -> HOSTS.stream().anyMatch(value::containsKey);
            case HOST ->
                    patch.operation() == PatchOperation.ADD
                            || patch.operation() == PatchOperation.REPLACE
                            || value.containsKey(DOMAINS);
            case LISTENER,
                    LISTENER_FILTER,
                    FILTER_CHAIN,
                    NETWORK_FILTER,
                    HTTP_FILTER,
                    ROUTE,
                    UPSTREAM,
                    EXTENSION ->
                    false;
        };
    }

    /// Names of upstreams in Istio's form.
    static SortedSet<String> upstreams(ProxyPatch patch) {
        SortedSet<String> names = new TreeSet<>();
        collect(patch.value().orElse(Map.of()), names);
        return names;
    }

    private static void collect(Object tree, Set<String> names) {
        switch (tree) {
            case Map<?, ?> map -> map.values().forEach(value -> collect(value, names));
            case List<?> list -> list.forEach(item -> collect(item, names));
            case String text ->
                    UPSTREAM.matcher(text).results().forEach(found -> names.add(found.group()));
            default -> {}
        }
    }
}
