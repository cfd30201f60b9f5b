// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.tracing;

import com.google.protobuf.Any;
import com.google.protobuf.BoolValue;
import com.google.protobuf.UInt32Value;
import io.envoyproxy.envoy.config.trace.v3.Tracing.Http;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager.Tracing;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.RequestIDExtension;
import io.envoyproxy.envoy.extensions.request_id.uuid.v3.UuidRequestIdConfig;
import io.envoyproxy.envoy.type.v3.Percent;
import io.gatehouse.envoy.NewerFields;
import io.gatehouse.routing.SpanReporting;

/// Translates the reporting of spans, with Istio's settings for a gateway: whoever asks for a trace
/// has it, and what goes upstream is a span of its own.
public final class TracingTranslator {
    private static final Percent ALL = percent(100);

    private TracingTranslator() {}

    public static void apply(SpanReporting spans, HttpConnectionManager.Builder manager) {
        Tracing.Builder tracing =
                Tracing.newBuilder()
                        .setClientSampling(ALL)
                        .setOverallSampling(ALL)
                        .setRandomSampling(percent(spans.percentage()))
                        .setSpawnUpstreamSpan(BoolValue.of(true))
                        .setProvider(provider(spans))
                        .addAllCustomTags(
                                spans.tags().stream().map(SpanTagTranslator::translate).toList());
        spans.longestPath()
                .ifPresent(length -> tracing.setMaxPathTagLength(UInt32Value.of(length)));
        if (!spans.propagated()) {
            NewerFields.setNoPropagation(tracing);
        }
        manager.setTracing(tracing);
        if (!spans.decidedById()) {
            manager.setRequestIdExtension(
                    RequestIDExtension.newBuilder()
                            .setTypedConfig(
                                    Any.pack(
                                            UuidRequestIdConfig.newBuilder()
                                                    .setUseRequestIdForTraceSampling(
                                                            BoolValue.of(false))
                                                    .build())));
        }
    }

    private static Http provider(SpanReporting spans) {
        return Http.newBuilder()
                .setName("envoy.tracers." + TracerTranslator.name(spans.collector()))
                .setTypedConfig(Any.pack(TracerTranslator.translate(spans.collector())))
                .build();
    }

    private static Percent percent(double value) {
        return Percent.newBuilder().setValue(value).build();
    }
}
