// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Where spans are told, and in which language.
public sealed interface SpanCollector {
    /// All that have to be there.
    default List<Collector> told() {
        return List.of(collector());
    }

    Collector collector();

    /// @param longIds whether traces have ids of 128 bits
    /// @param w3c whether traces are passed on in the form of the W3C, too
    record Zipkin(Collector collector, HttpCall call, boolean longIds, boolean w3c)
            implements SpanCollector {}

    record Datadog(Collector collector, String service) implements SpanCollector {}

    record SkyWalking(Collector collector, String service, String token) implements SpanCollector {}

    /// @param http absent means gRPC
    /// @param grpcTimeout absent means the proxy's own
    /// @param metadata of calls by gRPC
    record OpenTelemetry(
            Collector collector,
            String service,
            Optional<HttpCall> http,
            Optional<Duration> grpcTimeout,
            SortedMap<String, String> metadata,
            boolean environment,
            boolean dynatrace,
            Optional<DynatraceSampler> sampler)
            implements SpanCollector {
        public OpenTelemetry {
            metadata = Collections.unmodifiableSortedMap(new TreeMap<>(metadata));
        }

        @Override
        public List<Collector> told() {
            return sampler.map(one -> List.of(collector, one.collector()))
                    .orElse(List.of(collector));
        }
    }

    record HttpCall(String path, Duration timeout, SortedMap<String, String> headers) {
        public HttpCall {
            headers = Collections.unmodifiableSortedMap(new TreeMap<>(headers));
        }
    }

    /// Dynatrace says which requests are traced.
    ///
    /// @param spansPerMinute where it does not answer; 0 means the proxy's own
    record DynatraceSampler(
            Collector collector, HttpCall call, String tenant, int cluster, int spansPerMinute) {}
}
