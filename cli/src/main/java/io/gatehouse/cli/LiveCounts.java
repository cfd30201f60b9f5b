// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

import io.gatehouse.config.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// On how many proxies objects are live, of how many that take them: such as `2/2`.
///
/// @param counts by `NAMESPACE/NAME`
record LiveCounts(Map<String, String> counts) {
    static final LiveCounts NONE = new LiveCounts(Map.of());

    /// A replica that is asked must first ask the other ones.
    private static final int ATTEMPTS = 4;

    /// Kubernetes' own kinds are shown as kubectl shows them.
    static boolean has(Kind kind) {
        return switch (kind) {
            case GATEWAY,
                    VIRTUAL_SERVICE,
                    DESTINATION_RULE,
                    SERVICE_ENTRY,
                    REQUEST_AUTHENTICATION,
                    AUTHORIZATION_POLICY,
                    PEER_AUTHENTICATION,
                    ENVOY_FILTER,
                    TRAFFIC_EXTENSION,
                    WASM_PLUGIN,
                    PROXY_CONFIG,
                    TELEMETRY,
                    HTTP_POLICY ->
                    true;
            case WORKLOAD_ENTRY,
                    SERVICE,
                    ENDPOINT_SLICE,
                    POD,
                    DEPLOYMENT,
                    NAMESPACE,
                    NODE,
                    CONFIG_MAP,
                    SECRET ->
                    false;
        };
    }

    /// @param namespace empty for all
    static LiveCounts ask(AdminClient client, Kind kind, String namespace) {
        Optional<Tree> told = client.rollouts(kind.plural(), namespace, "");
        for (int i = 1; i < ATTEMPTS && told.isPresent() && !known(told.get()); i++) {
            told = client.rollouts(kind.plural(), namespace, told.get().at("news").text());
        }
        Map<String, String> counts = new HashMap<>();
        List<Tree> items = told.map(list -> list.at("items").items()).orElse(List.of());
        items.forEach(item -> counts.put(key(item), text(item)));
        return new LiveCounts(counts);
    }

    private static boolean known(Tree list) {
        return list.at("items").items().stream().allMatch(LiveCounts::isKnown);
    }

    private static boolean isKnown(Tree item) {
        return item.at("known").text().equals("true");
    }

    private static String key(Tree named) {
        return named.at("namespace").text() + "/" + named.at("name").text();
    }

    private static String text(Tree item) {
        String all = isKnown(item) ? item.at("proxies").text() : "?";
        return item.at("live").text() + "/" + all;
    }

    String of(Tree object) {
        return counts.getOrDefault(key(object.at("metadata")), "");
    }
}
