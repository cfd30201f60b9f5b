// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

import io.gatehouse.config.Kind;
import io.gatehouse.config.codec.JsonText;
import java.util.ArrayList;
import java.util.List;

/// What kubectl shows of each kind; of Istio's kinds, what their definitions have it show.
final class Columns {
    private Columns() {}

    /// Those after the name and before the age.
    static List<Column> of(Kind kind) {
        return switch (kind) {
            case GATEWAY, REQUEST_AUTHENTICATION -> List.of();
            case VIRTUAL_SERVICE ->
                    List.of(
                            Column.of("GATEWAYS", row -> json(row.object().at("spec", "gateways"))),
                            Column.of("HOSTS", row -> json(row.object().at("spec", "hosts"))));
            case DESTINATION_RULE ->
                    List.of(Column.of("HOST", row -> row.object().at("spec", "host").textOr("")));
            case SERVICE_ENTRY ->
                    List.of(
                            Column.of("HOSTS", row -> json(row.object().at("spec", "hosts"))),
                            Column.of(
                                    "LOCATION",
                                    row ->
                                            row.object()
                                                    .at("spec", "location")
                                                    .textOr("MESH_EXTERNAL")),
                            Column.of(
                                    "RESOLUTION",
                                    row -> row.object().at("spec", "resolution").textOr("NONE")));
            case WORKLOAD_ENTRY ->
                    List.of(
                            Column.of(
                                    "ADDRESS",
                                    row -> row.object().at("spec", "address").textOr("")));
            case AUTHORIZATION_POLICY ->
                    List.of(
                            Column.of(
                                    "ACTION",
                                    row -> row.object().at("spec", "action").textOr("ALLOW")));
            case PEER_AUTHENTICATION ->
                    List.of(
                            Column.of(
                                    "MODE",
                                    row -> row.object().at("spec", "mtls", "mode").textOr("")));
            case TRAFFIC_EXTENSION, WASM_PLUGIN ->
                    List.of(Column.of("PHASE", row -> row.object().at("spec", "phase").textOr("")));
            case ENVOY_FILTER, PROXY_CONFIG, TELEMETRY, HTTP_POLICY -> List.of();
            case SERVICE -> ServiceCells.COLUMNS;
            case ENDPOINT_SLICE -> EndpointSliceCells.COLUMNS;
            case POD, DEPLOYMENT -> WorkloadCells.columns(kind);
            case NAMESPACE -> List.of(Column.of("STATUS", _ -> "Active"));
            case NODE -> List.of();
            case CONFIG_MAP ->
                    List.of(
                            Column.of(
                                    "DATA",
                                    row ->
                                            Integer.toString(
                                                    row.object().at("data").entries().size())));
            case SECRET ->
                    List.of(
                            Column.of("TYPE", row -> row.object().at("type").textOr("Opaque")),
                            Column.of(
                                    "DATA",
                                    row ->
                                            Integer.toString(
                                                    row.object().at("data").entries().size())));
        };
    }

    /// All of them, in the order in which they are shown.
    static List<Column> all(Kind kind, boolean wide) {
        List<Column> columns = new ArrayList<>();
        columns.add(Column.of("NAME", Row::name));
        List<Column> own = of(kind);
        own.stream().filter(column -> !column.wide()).forEach(columns::add);
        columns.add(Column.of("AGE", Row::age));
        if (wide) {
            own.stream().filter(Column::wide).forEach(columns::add);
            if (LiveCounts.has(kind)) {
                columns.add(Column.wide("LIVE", Row::live));
            }
        }
        return List.copyOf(columns);
    }

    /// Lists in the notation of JSON, and nothing for what is absent.
    private static String json(Tree list) {
        return list.isPresent() ? JsonText.compact(list.texts()) : "";
    }
}
