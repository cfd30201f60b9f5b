// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.istio;

import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectMeta;
import io.gatehouse.config.PassedOver;
import io.gatehouse.config.PassedOver.Elsewhere;
import io.gatehouse.config.SortedMaps;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// What workloads tell of what passes through them: access logs, traces and metrics. It goes from
/// the root namespace over the workload's own to the workload; what is said later counts.
public record Telemetry(ObjectMeta metadata, Spec spec) implements AttachedObject {
    @Override
    public Kind kind() {
        return Kind.TELEMETRY;
    }

    @Override
    public Attachment attachment() {
        return new Attachment(spec.selector, spec.targetRef, spec.targetRefs);
    }

    /// Whether it is for all workloads of its namespace; of the root namespace, for all there are.
    public boolean isForAll() {
        return spec.selector.filter(s -> !s.matchLabels().isEmpty()).isEmpty()
                && attachment().targets().isEmpty();
    }

    public record Spec(
            Optional<WorkloadSelector> selector,
            Optional<PolicyTargetReference> targetRef,
            List<PolicyTargetReference> targetRefs,
            List<Tracing> tracing,
            List<Metrics> metrics,
            List<AccessLogging> accessLogging) {
        public Spec {
            targetRefs = List.copyOf(targetRefs);
            tracing = List.copyOf(tracing);
            metrics = List.copyOf(metrics);
            accessLogging = List.copyOf(accessLogging);
        }
    }

    /// @param name of one of the mesh's `extensionProviders`
    public record ProviderName(String name) {}

    /// @param mode of the workload, of which a gateway has `CLIENT`
    public record Match(Mode mode) {}

    public enum Mode {
        CLIENT_AND_SERVER,
        CLIENT,
        SERVER;

        /// Whether it is for what a gateway forwards.
        public boolean ofGateways() {
            return this != SERVER;
        }
    }

    /// @param providers of which only the first counts; none means those of the level above
    /// @param randomSamplingPercentage of requests without a decision of their own
    /// @param customTags take the place of all those of the level above
    public record Tracing(
            Optional<Match> match,
            List<ProviderName> providers,
            Optional<Double> randomSamplingPercentage,
            Optional<Boolean> disableSpanReporting,
            SortedMap<String, CustomTag> customTags,
            Optional<Boolean> useRequestIdForTraceSampling,
            Optional<Boolean> enableIstioTags,
            Optional<Boolean> disableContextPropagation) {
        public Tracing {
            providers = List.copyOf(providers);
            customTags = SortedMaps.copyOf(customTags);
        }

        public boolean ofGateways() {
            return match.map(Match::mode).orElse(Mode.CLIENT_AND_SERVER).ofGateways();
        }
    }

    /// @param providers none means those of the level above
    @PassedOver(
            elsewhere =
                    @Elsewhere(
                            field = "reportingInterval",
                            advice = "a connection without HTTP is counted when it ends"))
    public record Metrics(List<ProviderName> providers, List<MetricsOverride> overrides) {
        public Metrics {
            providers = List.copyOf(providers);
            overrides = List.copyOf(overrides);
        }
    }

    /// @param match absent means all metrics
    /// @param tagOverrides by the name of the tag
    public record MetricsOverride(
            Optional<MetricMatch> match,
            Optional<Boolean> disabled,
            SortedMap<String, TagOverride> tagOverrides) {
        public MetricsOverride {
            tagOverrides = SortedMaps.copyOf(tagOverrides);
        }
    }

    /// @param customMetric empty means that `metric` says which
    public record MetricMatch(Metric metric, String customMetric, Mode mode) {}

    public enum Metric {
        ALL_METRICS,
        REQUEST_COUNT,
        REQUEST_DURATION,
        REQUEST_SIZE,
        RESPONSE_SIZE,
        TCP_OPENED_CONNECTIONS,
        TCP_CLOSED_CONNECTIONS,
        TCP_SENT_BYTES,
        TCP_RECEIVED_BYTES,
        GRPC_REQUEST_MESSAGES,
        GRPC_RESPONSE_MESSAGES
    }

    /// @param value a CEL expression
    public record TagOverride(Operation operation, String value) {}

    public enum Operation {
        UPSERT,
        REMOVE
    }

    /// @param providers none means those of the level above
    public record AccessLogging(
            Optional<Match> match,
            List<ProviderName> providers,
            Optional<Boolean> disabled,
            Optional<Filter> filter) {
        public AccessLogging {
            providers = List.copyOf(providers);
        }

        public boolean ofGateways() {
            return match.map(Match::mode).orElse(Mode.CLIENT_AND_SERVER).ofGateways();
        }
    }

    /// @param expression in CEL; what it is false of is not logged
    public record Filter(String expression) {}
}
