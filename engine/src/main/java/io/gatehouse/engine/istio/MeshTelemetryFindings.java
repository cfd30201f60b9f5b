// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.FieldPath;
import io.gatehouse.config.Finding;
import io.gatehouse.config.FindingCode;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.istio.MeshConfig;
import io.gatehouse.config.istio.MeshConfig.DefaultProviders;
import io.gatehouse.engine.GroupNamespaces;
import io.gatehouse.engine.graph.Evaluation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/// Which of the mesh's default providers no gateway can use.
record MeshTelemetryFindings(TelemetryNodes telemetry, GroupNamespaces namespaces, MeshNodes mesh) {
    private static final FieldPath MESH = FieldPath.of("data").entry(MeshConfig.KEY);

    List<Finding> find(Evaluation e, ObjectKey key) {
        if (!key.equals(MeshNodes.CONFIG_MAP)) {
            return List.of();
        }
        DefaultProviders defaults = mesh.of(e).defaultProviders().orElse(DefaultProviders.NONE);
        FieldPath field = MESH.field("defaultProviders");
        SortedSet<String> groups = namespaces.all(e);
        List<Finding> findings = new ArrayList<>();
        each(
                field.field("accessLogging"),
                defaults.accessLogging(),
                groups,
                (group, name) -> TelemetryNodes.why(telemetry.logs(e, group, name)),
                findings);
        each(
                field.field("tracing"),
                defaults.tracing().stream().limit(1).toList(),
                groups,
                (group, name) -> TelemetryNodes.why(telemetry.spans(e, group, name)),
                findings);
        each(
                field.field("metrics"),
                defaults.metrics(),
                groups,
                (_, name) -> TelemetryNodes.why(StatisticReader.provider(mesh.of(e), name)),
                findings);
        groups.stream()
                .flatMap(group -> telemetry.addressProblem(e, group).stream())
                .findFirst()
                .map(why ->
                        Finding.of(
                                FindingCode.TELEMETRY_PROVIDER,
                                key,
                                MESH.field("defaultConfig").field("tracing").field("zipkin"),
                                "this Zipkin cannot be used: %s; nothing is sent to it"
                                        .formatted(why)))
                .ifPresent(findings::add);
        return List.copyOf(findings);
    }

    private interface Problem {
        Optional<String> of(String group, String provider);
    }

    private static void each(
            FieldPath field,
            List<String> names,
            SortedSet<String> groups,
            Problem problem,
            List<Finding> findings) {
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            FieldPath at = field.index(i);
            groups.stream()
                    .flatMap(group -> problem.of(group, name).stream())
                    .findFirst()
                    .map(why -> TelemetryFindings.unusable(MeshNodes.CONFIG_MAP, at, name, why))
                    .ifPresent(findings::add);
        }
    }
}
