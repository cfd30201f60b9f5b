// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.istio;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The kinds of [ExtensionProvider] that spans are sent to. A `service` is `<namespace>/<host>` or
/// a host; a `maxTagLength` of 0 is Envoy's own, 256.
public final class TracingProvider {
    private TracingProvider() {}

    /// @param path empty means `/api/v2/spans`
    /// @param timeout absent means 5 s
    public record Zipkin(
            String service,
            int port,
            int maxTagLength,
            boolean enable64bitTraceId,
            String path,
            TraceContext traceContextOption,
            Optional<Duration> timeout,
            List<Header> headers) {
        public Zipkin {
            headers = List.copyOf(headers);
        }
    }

    public enum TraceContext {
        USE_B3,
        USE_B3_WITH_W3C_PROPAGATION
    }

    public record Datadog(String service, int port, int maxTagLength) {}

    public record SkyWalking(String service, int port, String accessToken) {}

    /// @param http absent means gRPC
    /// @param dynatraceSampler decides instead of the percentages
    public record OpenTelemetry(
            String service,
            int port,
            int maxTagLength,
            Optional<Http> http,
            Optional<Grpc> grpc,
            Optional<ResourceDetectors> resourceDetectors,
            Optional<DynatraceSampler> dynatraceSampler) {}

    /// @param timeout absent means 5 s
    public record Http(String path, Optional<Duration> timeout, List<Header> headers) {
        public Http {
            headers = List.copyOf(headers);
        }
    }

    public record Grpc(Optional<Duration> timeout, List<Header> initialMetadata) {
        public Grpc {
            initialMetadata = List.copyOf(initialMetadata);
        }
    }

    /// @param value the header's
    /// @param envName of a variable of the control plane's environment that holds it
    public record Header(String name, String value, String envName) {}

    public record ResourceDetectors(Optional<Detector> environment, Optional<Detector> dynatrace) {}

    public record Detector() {}

    /// @param rootSpansPerMinute where Dynatrace does not answer; 0 means Envoy's own, 1000
    /// @param httpService that is asked; absent means the one of `http`
    public record DynatraceSampler(
            String tenant,
            int clusterId,
            int rootSpansPerMinute,
            Optional<DynatraceApi> httpService) {}

    public record DynatraceApi(String service, int port, Optional<Http> http) {}
}
