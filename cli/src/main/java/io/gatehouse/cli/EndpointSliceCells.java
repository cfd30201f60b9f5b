// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

import java.util.List;

/// What is shown of an EndpointSlice.
final class EndpointSliceCells {
    static final List<Column> COLUMNS =
            List.of(
                    Column.of("ADDRESSTYPE", row -> row.object().at("addressType").textOr("IPv4")),
                    Column.of("PORTS", row -> ports(row.object())),
                    Column.of("ENDPOINTS", row -> endpoints(row.object())));

    private static final int SHOWN = 3;

    private EndpointSliceCells() {}

    private static String ports(Tree slice) {
        return shortened(
                slice.at("ports").items().stream().map(p -> p.at("port").textOr("*")).toList());
    }

    private static String endpoints(Tree slice) {
        return shortened(
                slice.at("endpoints").items().stream()
                        .flatMap(endpoint -> endpoint.at("addresses").texts().stream())
                        .toList());
    }

    private static String shortened(List<String> all) {
        if (all.isEmpty()) {
            return "<unset>";
        }
        String shown = String.join(",", all.subList(0, Math.min(SHOWN, all.size())));
        return all.size() > SHOWN ? shown + " + " + (all.size() - SHOWN) + " more..." : shown;
    }
}
