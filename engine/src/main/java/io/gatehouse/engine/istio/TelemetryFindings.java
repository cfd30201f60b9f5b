// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.FieldPath;
import io.gatehouse.config.Finding;
import io.gatehouse.config.FindingCode;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.istio.Telemetry;
import io.gatehouse.config.istio.Telemetry.AccessLogging;
import io.gatehouse.config.istio.Telemetry.Metric;
import io.gatehouse.config.istio.Telemetry.MetricMatch;
import io.gatehouse.config.istio.Telemetry.Metrics;
import io.gatehouse.config.istio.Telemetry.MetricsOverride;
import io.gatehouse.config.istio.Telemetry.ProviderName;
import io.gatehouse.config.istio.Telemetry.Tracing;
import io.gatehouse.engine.ConfigTables;
import io.gatehouse.engine.graph.Evaluation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/// What a Telemetry's author has to know.
record TelemetryFindings(
        ConfigTables tables,
        TelemetryNodes telemetry,
        AttachmentFindings attachment,
        MeshNodes mesh) {
    private static final FieldPath SPEC = FieldPath.of("spec");

    List<Finding> find(Evaluation e, ObjectKey key) {
        Optional<Telemetry> found = e.read(tables.telemetries, key);
        if (found.isEmpty()) {
            return List.of();
        }
        Telemetry object = found.get();
        List<Finding> findings = new ArrayList<>();
        SortedSet<String> groups = telemetry.attachment.groups(e, key);
        if (groups.isEmpty()) {
            findings.add(attachment.unattached(e, object));
            return findings;
        }
        List<String> holding =
                groups.stream().filter(g -> telemetry.levels(e, g).contains(object)).toList();
        if (holding.isEmpty()) {
            findings.add(hidden(e, object, groups.first()));
            return findings;
        }
        providers(e, object, holding, findings);
        new UnnamedProviders(e, telemetry, mesh.of(e)).find(object, holding, findings);
        for (int i = 0; i < object.spec().metrics().size(); i++) {
            metrics(object, i, findings);
        }
        return List.copyOf(findings);
    }

    private Finding hidden(Evaluation e, Telemetry object, String group) {
        String namespace = object.metadata().namespace();
        String why =
                object.isForAll()
                        ? telemetry.levels(e, group).stream()
                                .filter(Telemetry::isForAll)
                                .filter(each -> each.metadata().namespace().equals(namespace))
                                .findFirst()
                                .map(older ->
                                        "%s is older, and of those without a selector only the oldest of a namespace holds"
                                                .formatted(older.key()))
                                .orElse("another one holds")
                        : "with a selector it is for workloads of its own namespace only, and no gateway runs in "
                                + namespace;
        return Finding.of(FindingCode.TELEMETRY_HIDDEN, object.key(), SPEC, why);
    }

    private void providers(
            Evaluation e, Telemetry object, List<String> groups, List<Finding> findings) {
        List<AccessLogging> logging = object.spec().accessLogging();
        for (int i = 0; i < logging.size(); i++) {
            FieldPath field = SPEC.field("accessLogging").index(i);
            if (logging.get(i).ofGateways() && !logging.get(i).disabled().orElse(false)) {
                each(
                        object,
                        field,
                        logging.get(i).providers(),
                        groups,
                        (group, name) -> TelemetryNodes.why(telemetry.logs(e, group, name)),
                        findings);
            }
        }
        List<Tracing> tracing = object.spec().tracing();
        for (int i = 0; i < tracing.size(); i++) {
            FieldPath field = SPEC.field("tracing").index(i);
            if (tracing.get(i).ofGateways()) {
                each(
                        object,
                        field,
                        tracing.get(i).providers(),
                        groups,
                        (group, name) -> TelemetryNodes.why(telemetry.spans(e, group, name)),
                        findings);
            }
        }
        List<Metrics> metrics = object.spec().metrics();
        for (int i = 0; i < metrics.size(); i++) {
            each(
                    object,
                    SPEC.field("metrics").index(i),
                    metrics.get(i).providers(),
                    groups,
                    (_, name) -> TelemetryNodes.why(StatisticReader.provider(mesh.of(e), name)),
                    findings);
        }
    }

    private interface Problem {
        Optional<String> of(String group, String provider);
    }

    private static void each(
            Telemetry object,
            FieldPath field,
            List<ProviderName> providers,
            List<String> groups,
            Problem problem,
            List<Finding> findings) {
        for (int i = 0; i < providers.size(); i++) {
            String name = providers.get(i).name();
            FieldPath at = field.field("providers").index(i).field("name");
            groups.stream()
                    .flatMap(group -> problem.of(group, name).stream())
                    .findFirst()
                    .map(why -> unusable(object.key(), at, name, why))
                    .ifPresent(findings::add);
        }
    }

    static Finding unusable(ObjectKey object, FieldPath field, String name, String why) {
        return Finding.of(
                FindingCode.TELEMETRY_PROVIDER,
                object,
                field,
                "provider %s cannot be used: %s; nothing is sent to it".formatted(name, why));
    }

    private static void metrics(Telemetry object, int index, List<Finding> findings) {
        List<MetricsOverride> overrides = object.spec().metrics().get(index).overrides();
        for (int i = 0; i < overrides.size(); i++) {
            FieldPath field =
                    SPEC.field("metrics").index(index).field("overrides").index(i).field("match");
            MetricsOverride override = overrides.get(i);
            override.match()
                    .flatMap(match -> notKept(match, override.disabled().orElse(false)))
                    .map(why -> Finding.of(FindingCode.METRIC_NOT_KEPT, object.key(), field, why))
                    .ifPresent(findings::add);
        }
    }

    private static Optional<String> notKept(MetricMatch match, boolean disabled) {
        if (!match.customMetric().isEmpty()) {
            return Optional.of(
                    "a gateway's proxy keeps Istio's own metrics only, and none called "
                            + match.customMetric());
        }
        return match.metric() == Metric.ALL_METRICS
                        || disabled
                        || StatisticReader.kind(match.metric()).isPresent()
                ? Optional.empty()
                : Optional.of("a gateway's proxy does not keep " + match.metric());
    }
}
