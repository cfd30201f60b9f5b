// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.istio;

import io.gatehouse.config.PassedOver;
import io.gatehouse.config.PassedOver.Elsewhere;
import io.gatehouse.config.SortedMaps;
import java.util.Optional;
import java.util.SortedMap;

/// `tracing` of a [ProxyConfig]: what holds where Telemetry objects and the mesh's default
/// providers say nothing.
///
/// @param sampling in percent, of requests without a decision of their own; 0 means 1
/// @param maxPathTagLength 0 means Envoy's own, 256
@PassedOver(
        elsewhere = {
            @Elsewhere(
                    field = "lightstep",
                    advice = "use an extension provider of kind opentelemetry"),
            @Elsewhere(field = "datadog", advice = "use an extension provider of kind datadog"),
            @Elsewhere(
                    field = "stackdriver",
                    advice = "use an extension provider of kind opentelemetry"),
            @Elsewhere(
                    field = "openCensusAgent",
                    advice = "use an extension provider of kind opentelemetry"),
            @Elsewhere(
                    field = "tlsSettings",
                    advice = "use a DestinationRule for the collector's host")
        })
public record ProxyTracing(
        Optional<Zipkin> zipkin,
        SortedMap<String, CustomTag> customTags,
        int maxPathTagLength,
        double sampling,
        Optional<Boolean> enableIstioTags) {
    public ProxyTracing {
        customTags = SortedMaps.copyOf(customTags);
    }

    /// @param address such as `zipkin.istio-system:9411`
    public record Zipkin(String address) {}
}
