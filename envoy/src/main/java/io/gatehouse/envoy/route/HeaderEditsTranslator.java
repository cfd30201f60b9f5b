// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.route;

import io.envoyproxy.envoy.config.core.v3.HeaderValueOption;
import io.envoyproxy.envoy.config.core.v3.HeaderValueOption.HeaderAppendAction;
import io.gatehouse.envoy.HeaderOption;
import io.gatehouse.routing.HeaderEdits.Edits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;

/// Envoy refuses to edit `host` and pseudo headers as headers. As in Istio, a wish to change the
/// host becomes a rewrite of the authority and the others are left out.
final class HeaderEditsTranslator {
    private HeaderEditsTranslator() {}

    static List<HeaderValueOption> additions(Edits edits) {
        List<HeaderValueOption> options = new ArrayList<>();
        append(options, edits.set(), HeaderAppendAction.OVERWRITE_IF_EXISTS_OR_ADD);
        append(options, edits.add(), HeaderAppendAction.APPEND_IF_EXISTS_OR_ADD);
        return options;
    }

    static List<String> removals(Edits edits) {
        return edits.remove().stream().filter(HeaderEditsTranslator::editable).toList();
    }

    /// The host that these edits put in the place of the request's own; `set` wins over `add`.
    static Optional<String> authority(Edits edits) {
        return Stream.of(edits.set(), edits.add())
                .flatMap(headers -> headers.entrySet().stream())
                .filter(header -> namesAuthority(header.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static void append(
            List<HeaderValueOption> options,
            SortedMap<String, String> headers,
            HeaderAppendAction action) {
        headers.forEach((name, value) -> {
            if (editable(name)) {
                options.add(HeaderOption.of(name, value, action));
            }
        });
    }

    private static boolean editable(String name) {
        return !name.startsWith(":") && !name.equalsIgnoreCase("host");
    }

    private static boolean namesAuthority(String name) {
        return name.equalsIgnoreCase(":authority") || name.equalsIgnoreCase("host");
    }
}
