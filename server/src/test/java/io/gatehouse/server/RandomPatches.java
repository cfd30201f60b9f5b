// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server;

import java.util.List;
import java.util.Random;

/// Random EnvoyFilters: patches of every kind, some of which are wrong, meet nothing, or exclude
/// each other.
final class RandomPatches {
    private static final String MANAGER = "envoy.filters.network.http_connection_manager";
    private static final List<String> OPERATIONS =
            List.of(
                    "MERGE",
                    "MERGE",
                    "ADD",
                    "REMOVE",
                    "INSERT_BEFORE",
                    "INSERT_AFTER",
                    "INSERT_FIRST",
                    "REPLACE",
                    "MERGE_AND_REPLACE_LIST");

    /// Tables whose listener is gone would be named by nothing.
    private static final List<String> KEEPING = List.of("MERGE", "ADD", "INSERT_BEFORE");

    private final Random random;

    RandomPatches(Random random) {
        this.random = random;
    }

    /// One object as YAML.
    String next() {
        StringBuilder patches = new StringBuilder();
        for (int i = 0; i <= random.nextInt(3); i++) {
            patches.append(patch());
        }
        return """
        apiVersion: networking.istio.io/v1alpha3
        kind: EnvoyFilter
        metadata: {name: ef%d, namespace: %s}
        spec:
          priority: %d
        %s\
          configPatches:
        %s\
        """
                .formatted(
                        random.nextInt(4),
                        pick(List.of("istio-system", "istio-system", "default")),
                        random.nextInt(3) - 1,
                        pick(
                                List.of(
                                        "",
                                        "",
                                        "  workloadSelector: {labels: {istio: ingressgateway}}\n",
                                        "  workloadSelector: {labels: {istio: other}}\n")),
                        patches);
    }

    private String patch() {
        return switch (random.nextInt(10)) {
            case 0 ->
                    patch(
                            "LISTENER",
                            listener(""),
                            pick(
                                    List.of(
                                            "{per_connection_buffer_limit_bytes: 4096}",
                                            "{name: more, address: {socket_address: {address: 0.0.0.0, port_value: 9100}}, filter_chains: [{}]}",
                                            "{name: taken, address: {socket_address: {address: 0.0.0.0, port_value: 80}}}")));
            case 1 ->
                    patch(
                            "LISTENER_FILTER",
                            listener(", listenerFilter: envoy.filters.listener.tls_inspector"),
                            "{name: i, typed_config: {\"@type\": t/envoy.extensions.filters.listener.http_inspector.v3.HttpInspector}}");
            case 2 ->
                    patch(
                            "FILTER_CHAIN",
                            listener(", filterChain: {sni: a.example.com}"),
                            "{transport_socket_connect_timeout: 3s}");
            case 3 ->
                    patch(
                            "NETWORK_FILTER",
                            listener(", filterChain: {filter: {name: %s}}".formatted(MANAGER)),
                            "{name: %s, typed_config: {\"@type\": t/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager, stat_prefix: x, server_name: s%d}}"
                                    .formatted(MANAGER, random.nextInt(2) == 0 ? 7 : 8));
            case 4, 5 ->
                    patch(
                            "HTTP_FILTER",
                            listener(
                                    ", filterChain: {filter: {name: %s, subFilter: {name: %s}}}"
                                            .formatted(
                                                    MANAGER,
                                                    pick(
                                                            List.of(
                                                                    "envoy.filters.http.router",
                                                                    "envoy.filters.http.cors",
                                                                    "buffer",
                                                                    "none")))),
                            "{name: buffer, typed_config: {\"@type\": t/envoy.extensions.filters.http.buffer.v3.Buffer, max_request_bytes: %d}}"
                                    .formatted(random.nextInt(3)));
            case 6 ->
                    patch(
                            "ROUTE_CONFIGURATION",
                            table(""),
                            "{response_headers_to_remove: [x-%d]}".formatted(random.nextInt(3)));
            case 7 ->
                    patch(
                            "VIRTUAL_HOST",
                            table(", vhost: {name: \"%s\"}".formatted(host())),
                            pick(
                                    List.of(
                                            "{response_headers_to_remove: [x-host]}",
                                            "{name: new, domains: [new.example.com]}",
                                            "{name: b, domains: [b.example.com]}",
                                            "{domains: [a.example.com, more.example.com]}")));
            case 8 ->
                    patch(
                            "HTTP_ROUTE",
                            table(
                                    ", vhost: {name: \"%s\", route: {action: ROUTE}}"
                                            .formatted(host())),
                            "{match: {prefix: /}, direct_response: {status: 418}}");
            default ->
                    patch(
                            "CLUSTER",
                            "cluster: {service: %s}"
                                    .formatted(
                                            pick(
                                                    List.of(
                                                            "shop.default.svc.cluster.local",
                                                            "\"\"",
                                                            "nowhere"))),
                            pick(
                                    List.of(
                                            "{connect_timeout: 3s}",
                                            "{connect_timeout: 0s}",
                                            "{name: mine, type: STATIC, connect_timeout: 1s}",
                                            "{no_such_field: 1, alt_stat_name: x}")));
        };
    }

    private String patch(String applyTo, String match, String value) {
        String operation =
                pick(
                        applyTo.equals("LISTENER") || applyTo.equals("FILTER_CHAIN")
                                ? KEEPING
                                : OPERATIONS);
        return """
          - applyTo: %s
            match: {context: GATEWAY, %s}
            patch: {operation: %s%s}
        """
                .formatted(
                        applyTo,
                        match,
                        operation,
                        operation.equals("REMOVE") ? "" : ", value: " + value);
    }

    private String listener(String more) {
        return "listener: {portNumber: %d%s}"
                .formatted(pick(List.of(0, 80, 443, 8000)), random.nextBoolean() ? more : "");
    }

    private String table(String more) {
        return "routeConfiguration: {portNumber: %d%s}"
                .formatted(pick(List.of(0, 80, 443)), random.nextBoolean() ? more : "");
    }

    private String host() {
        return pick(
                List.of("a.example.com:80", "b.example.com:80", "*.example.com:443", "", "*:80"));
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
