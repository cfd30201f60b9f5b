// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import io.gatehouse.config.Finding;
import io.gatehouse.config.istio.Telemetry;
import io.gatehouse.config.istio.Telemetry.AccessLogging;
import io.gatehouse.config.istio.Telemetry.Metrics;
import io.gatehouse.config.istio.Telemetry.MetricsOverride;
import io.gatehouse.config.istio.Telemetry.Operation;
import io.gatehouse.config.istio.Telemetry.ProviderName;
import io.gatehouse.config.istio.Telemetry.TagOverride;
import io.gatehouse.config.istio.Telemetry.Tracing;
import java.util.List;

/// Istio's rules for a Telemetry.
final class TelemetryValidation {
    private TelemetryValidation() {}

    static List<Finding> validate(Telemetry telemetry) {
        Scope spec = Scope.of(telemetry).field("spec");
        AttachmentValidation.validate(spec, telemetry.attachment());
        spec.field("tracing").each(telemetry.spec().tracing(), TelemetryValidation::tracing);
        spec.field("metrics").each(telemetry.spec().metrics(), TelemetryValidation::metrics);
        spec.field("accessLogging")
                .each(telemetry.spec().accessLogging(), TelemetryValidation::logging);
        return spec.findings();
    }

    private static void tracing(Scope scope, Tracing tracing) {
        serverOnly(scope, tracing.ofGateways());
        providers(scope, tracing.providers());
        if (tracing.providers().size() > 1) {
            scope.field("providers")
                    .invalid(
                            "found %d providers (expected: one, since spans go to one)"
                                    .formatted(tracing.providers().size()));
        }
        tracing.randomSamplingPercentage()
                .ifPresent(percentage ->
                        TracingProviderValidation.percentage(
                                scope.field("randomSamplingPercentage"), percentage));
        TracingProviderValidation.tags(scope.field("customTags"), tracing.customTags());
    }

    private static void metrics(Scope scope, Metrics metrics) {
        providers(scope, metrics.providers());
        scope.field("overrides").each(metrics.overrides(), TelemetryValidation::override);
    }

    private static void override(Scope scope, MetricsOverride override) {
        override.match()
                .ifPresent(match -> {
                    serverOnly(scope, match.mode().ofGateways());
                    if (!match.customMetric().isEmpty()
                            && match.metric() != Telemetry.Metric.ALL_METRICS) {
                        scope.field("match")
                                .invalid(
                                        "found more than one of metric and customMetric (expected: only one of them)");
                    }
                });
        override.tagOverrides()
                .forEach((name, tag) -> tag(scope.field("tagOverrides").entry(name), name, tag));
    }

    /// What is an expression for a tag stands between percent signs at the proxy.
    private static void tag(Scope scope, String name, TagOverride tag) {
        if (name.isEmpty()) {
            scope.missing("a tag must have a name");
        }
        if (tag.operation() == Operation.REMOVE) {
            if (!tag.value().isEmpty()) {
                scope.field("value").invalid("a tag that is removed has no value");
            }
        } else if (tag.value().isEmpty()) {
            scope.field("value").missing("a tag must have a value, an expression in CEL");
        } else if (tag.value().contains("%")) {
            scope.field("value")
                    .invalid(
                            "found %s (expected: an expression without a percent sign)"
                                    .formatted(Scope.quote(tag.value())));
        }
    }

    private static void logging(Scope scope, AccessLogging logging) {
        serverOnly(scope, logging.ofGateways());
        providers(scope, logging.providers());
        logging.filter()
                .filter(filter -> filter.expression().isBlank())
                .ifPresent(_ ->
                        scope.field("filter")
                                .field("expression")
                                .missing("a filter must have an expression in CEL"));
    }

    private static void providers(Scope scope, List<ProviderName> providers) {
        scope.field("providers")
                .each(
                        providers,
                        (item, provider) -> {
                            if (provider.name().isEmpty()) {
                                item.field("name").missing("a provider must have a name");
                            }
                        });
    }

    private static void serverOnly(Scope scope, boolean ofGateways) {
        if (!ofGateways) {
            scope.field("match")
                    .field("mode")
                    .noEffect("a gateway is a CLIENT of the services that it forwards to");
        }
    }
}
