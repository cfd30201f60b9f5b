// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// What is shown of a Service.
final class ServiceCells {
    static final List<Column> COLUMNS =
            List.of(
                    Column.of("TYPE", row -> type(row.object())),
                    Column.of("CLUSTER-IP", row -> clusterIp(row.object())),
                    Column.of("EXTERNAL-IP", ServiceCells::externalIp),
                    Column.of("PORT(S)", row -> ports(row.object())),
                    Column.wide("SELECTOR", row -> row.object().at("spec", "selector").labels()));

    private static final String NONE = "<none>";
    private static final int BALANCER_WIDTH = 16;

    private ServiceCells() {}

    private static String type(Tree service) {
        return service.at("spec", "type").textOr("ClusterIP");
    }

    private static String clusterIp(Tree service) {
        List<String> addresses = service.at("spec", "clusterIPs").texts();
        return addresses.isEmpty()
                ? service.at("spec", "clusterIP").textOr(NONE)
                : addresses.getFirst();
    }

    private static String externalIp(Row row) {
        Tree spec = row.object().at("spec");
        List<String> own = spec.at("externalIPs").texts();
        return switch (type(row.object())) {
            case "ExternalName" -> spec.at("externalName").text();
            case "LoadBalancer" -> {
                List<String> all = new ArrayList<>();
                String balancer = balancer(row);
                if (!balancer.isEmpty()) {
                    all.add(balancer);
                }
                all.addAll(own);
                yield all.isEmpty() ? "<pending>" : String.join(",", all);
            }
            default -> own.isEmpty() ? NONE : String.join(",", own);
        };
    }

    /// Long lists of addresses are cut off where there is no room.
    private static String balancer(Row row) {
        String all =
                row.object().at("status", "loadBalancer", "ingress").items().stream()
                        .map(ingress -> ingress.at("ip").textOr(ingress.at("hostname").text()))
                        .distinct()
                        .sorted()
                        .collect(Collectors.joining(","));
        return row.wide() || all.length() <= BALANCER_WIDTH
                ? all
                : all.substring(0, BALANCER_WIDTH - 3) + "...";
    }

    private static String ports(Tree service) {
        List<Tree> ports = service.at("spec", "ports").items();
        return ports.isEmpty()
                ? NONE
                : ports.stream().map(ServiceCells::port).collect(Collectors.joining(","));
    }

    private static String port(Tree port) {
        int nodePort = port.at("nodePort").numberOr(0);
        return port.at("port").text()
                + (nodePort > 0 ? ":" + nodePort : "")
                + "/"
                + port.at("protocol").textOr("TCP");
    }
}
