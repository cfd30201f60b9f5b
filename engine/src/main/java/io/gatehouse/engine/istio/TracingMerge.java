// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.istio.CustomTag;
import io.gatehouse.config.istio.MeshConfig.DefaultProviders;
import io.gatehouse.config.istio.Telemetry;
import io.gatehouse.config.istio.Telemetry.Tracing;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// What the levels of Telemetry come to for the traces of a gateway: field by field, the last one
/// that says something.
///
/// @param provider its name; absent means that none is named
record TracingMerge(
        Optional<String> provider,
        Optional<Double> percentage,
        boolean disabled,
        SortedMap<String, CustomTag> tags,
        boolean byRequestId,
        boolean istioTags,
        boolean propagated) {

    /// Whether anything is said at all; else the proxy's own configuration counts.
    static boolean says(List<Telemetry> levels, DefaultProviders defaults) {
        return !defaults.tracing().isEmpty()
                || levels.stream().anyMatch(level -> !level.spec().tracing().isEmpty());
    }

    static TracingMerge of(List<Telemetry> levels, DefaultProviders defaults) {
        TracingMerge merged =
                new TracingMerge(
                        defaults.tracing().stream().findFirst(),
                        Optional.empty(),
                        false,
                        Collections.emptySortedMap(),
                        true,
                        true,
                        true);
        for (Telemetry level : levels) {
            for (Tracing entry : level.spec().tracing()) {
                merged = entry.ofGateways() ? merged.with(entry) : merged;
            }
        }
        return merged;
    }

    private TracingMerge with(Tracing entry) {
        return new TracingMerge(
                entry.providers().stream()
                        .map(Telemetry.ProviderName::name)
                        .findFirst()
                        .or(() -> provider),
                entry.randomSamplingPercentage().or(() -> percentage),
                entry.disableSpanReporting().orElse(disabled),
                entry.customTags().isEmpty() ? tags : entry.customTags(),
                entry.useRequestIdForTraceSampling().orElse(byRequestId),
                entry.enableIstioTags().orElse(istioTags),
                entry.disableContextPropagation().map(off -> !off).orElse(propagated));
    }
}
