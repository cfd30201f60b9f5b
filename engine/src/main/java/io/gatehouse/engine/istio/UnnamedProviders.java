// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.FieldPath;
import io.gatehouse.config.Finding;
import io.gatehouse.config.FindingCode;
import io.gatehouse.config.istio.MeshConfig;
import io.gatehouse.config.istio.MeshConfig.DefaultProviders;
import io.gatehouse.config.istio.Telemetry;
import io.gatehouse.config.istio.Telemetry.AccessLogging;
import io.gatehouse.config.istio.Telemetry.Tracing;
import io.gatehouse.engine.graph.Evaluation;
import java.util.List;

/// Entries of a Telemetry that ask for something and have nobody to tell it to. Where a Telemetry
/// says anything, what the mesh says without providers (`accessLogFile`, `defaultConfig.tracing`)
/// does not count, as in Istio.
record UnnamedProviders(Evaluation e, TelemetryNodes telemetry, MeshConfig mesh) {

    /// @param groups for which the object holds
    void find(Telemetry object, List<String> groups, List<Finding> findings) {
        List<AccessLogging> logging = object.spec().accessLogging();
        for (int i = 0; i < logging.size(); i++) {
            if (logsNothing(object, i, groups)) {
                findings.add(
                        finding(
                                object,
                                "accessLogging",
                                i,
                                "nothing is logged",
                                mesh.accessLogFile().isEmpty()
                                        ? ""
                                        : "; the mesh's accessLogFile counts only where no Telemetry has accessLogging",
                                "providers: [{name: envoy}]"));
            }
        }
        List<Tracing> tracing = object.spec().tracing();
        for (int i = 0; i < tracing.size(); i++) {
            if (tracesNothing(tracing.get(i), groups)) {
                findings.add(
                        finding(
                                object,
                                "tracing",
                                i,
                                "no spans are sent",
                                "; defaultConfig.tracing counts only where no Telemetry has tracing",
                                "providers with the name of one of the mesh's extensionProviders"));
            }
        }
    }

    private boolean logsNothing(Telemetry object, int index, List<String> groups) {
        AccessLogging entry = object.spec().accessLogging().get(index);
        return entry.ofGateways()
                && !entry.disabled().orElse(false)
                && groups.stream()
                        .noneMatch(group ->
                                LogProviderMerge.hasProviders(
                                        telemetry.levels(e, group), defaults(), object, index));
    }

    /// Fields go together, so that a provider may be named by any level.
    private boolean tracesNothing(Tracing entry, List<String> groups) {
        return entry.ofGateways()
                && !entry.disableSpanReporting().orElse(false)
                && groups.stream()
                        .map(group -> TracingMerge.of(telemetry.levels(e, group), defaults()))
                        .allMatch(merged -> merged.provider().isEmpty() && !merged.disabled());
    }

    private static Finding finding(
            Telemetry object,
            String list,
            int index,
            String outcome,
            String aside,
            String expected) {
        return Finding.of(
                FindingCode.TELEMETRY_WITHOUT_PROVIDER,
                object.key(),
                FieldPath.of("spec").field(list).index(index),
                "it names no providers, and no wider Telemetry and no defaultProviders.%s of the mesh does, so that %s%s (expected: %s)"
                        .formatted(list, outcome, aside, expected));
    }

    private DefaultProviders defaults() {
        return mesh.defaultProviders().orElse(DefaultProviders.NONE);
    }
}
