// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

import io.gatehouse.config.Kind;
import java.util.List;
import java.util.stream.Collectors;

/// What is shown of Pods and Deployments. How many replicas are ready is counted from the Pods.
final class WorkloadCells {
    private static final String NONE = "<none>";
    private static final List<Column> POD =
            List.of(
                    Column.of("READY", row -> readyContainers(row.object())),
                    Column.of(
                            "STATUS", row -> row.object().at("status", "phase").textOr("Unknown")),
                    Column.of("RESTARTS", _ -> "0"),
                    Column.wide("IP", row -> row.object().at("status", "podIP").textOr(NONE)),
                    Column.wide("NODE", row -> row.object().at("spec", "nodeName").textOr(NONE)));
    private static final List<Column> DEPLOYMENT =
            List.of(
                    Column.of("READY", row -> ready(row) + "/" + replicas(row.object())),
                    Column.of("UP-TO-DATE", row -> Long.toString(pods(row).size())),
                    Column.of("AVAILABLE", row -> Long.toString(ready(row))),
                    Column.wide("CONTAINERS", row -> containers(row.object(), "name")),
                    Column.wide("IMAGES", row -> containers(row.object(), "image")),
                    Column.wide(
                            "SELECTOR",
                            row -> row.object().at("spec", "selector", "matchLabels").labels()));

    private WorkloadCells() {}

    static List<Column> columns(Kind kind) {
        return kind == Kind.POD ? POD : DEPLOYMENT;
    }

    private static String readyContainers(Tree pod) {
        int containers = pod.at("spec", "containers").items().size();
        return (isReady(pod) ? containers : 0) + "/" + containers;
    }

    private static boolean isReady(Tree pod) {
        return pod.at("status", "conditions").items().stream()
                .anyMatch(condition ->
                        condition.at("type").text().equals("Ready")
                                && condition.at("status").text().equals("True"));
    }

    private static int replicas(Tree deployment) {
        return deployment.at("spec", "replicas").numberOr(1);
    }

    private static long ready(Row row) {
        return pods(row).stream().filter(WorkloadCells::isReady).count();
    }

    private static List<Tree> pods(Row deployment) {
        var selector =
                deployment.object().at("spec", "selector", "matchLabels").entries().entrySet();
        return selector.isEmpty()
                ? List.of()
                : deployment.pods().stream()
                        .filter(pod ->
                                pod.at("metadata", "namespace")
                                        .text()
                                        .equals(deployment.namespace()))
                        .filter(pod ->
                                pod.at("metadata", "labels")
                                        .entries()
                                        .entrySet()
                                        .containsAll(selector))
                        .toList();
    }

    private static String containers(Tree deployment, String field) {
        return deployment.at("spec", "template", "spec", "containers").items().stream()
                .map(container -> container.at(field).text())
                .collect(Collectors.joining(","));
    }
}
