// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.istio;

import io.gatehouse.config.PassedOver;
import io.gatehouse.config.PassedOver.Elsewhere;
import io.gatehouse.config.SortedMaps;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// Something that the mesh's proxies ask, or tell what they did, under the name by which policies
/// and Telemetry objects call it. It is of one kind.
///
/// @param prometheus has proxies count requests by themselves
@PassedOver(
        noEffect = "sds",
        elsewhere = {
            @Elsewhere(
                    field = "lightstep",
                    advice = "use opentelemetry, which Lightstep's collectors take"),
            @Elsewhere(
                    field = "stackdriver",
                    advice = "use opentelemetry and a collector, or prometheus"),
            @Elsewhere(field = "opencensus", advice = "use opentelemetry")
        })
public record ExtensionProvider(
        String name,
        Optional<ExtAuthzHttp> envoyExtAuthzHttp,
        Optional<ExtAuthzGrpc> envoyExtAuthzGrpc,
        Optional<TracingProvider.Zipkin> zipkin,
        Optional<TracingProvider.Datadog> datadog,
        Optional<TracingProvider.SkyWalking> skywalking,
        Optional<TracingProvider.OpenTelemetry> opentelemetry,
        Optional<Prometheus> prometheus,
        Optional<LogProvider.File> envoyFileAccessLog,
        Optional<LogProvider.HttpAls> envoyHttpAls,
        Optional<LogProvider.TcpAls> envoyTcpAls,
        Optional<LogProvider.OtelAls> envoyOtelAls) {
    public record Prometheus() {}

    /// Says whether a request may go on, by HTTP.
    ///
    /// @param service `<namespace>/<host>` or a host
    /// @param timeout absent means 10 minutes
    /// @param includeHeadersInCheck counts only without `includeRequestHeadersInCheck`
    public record ExtAuthzHttp(
            String service,
            int port,
            Optional<Duration> timeout,
            String pathPrefix,
            boolean failOpen,
            boolean clearRouteCache,
            String statusOnError,
            List<String> includeHeadersInCheck,
            List<String> includeRequestHeadersInCheck,
            SortedMap<String, String> includeAdditionalHeadersInCheck,
            Optional<RequestBody> includeRequestBodyInCheck,
            List<String> headersToUpstreamOnAllow,
            List<String> headersToDownstreamOnDeny,
            List<String> headersToDownstreamOnAllow) {
        public ExtAuthzHttp {
            includeHeadersInCheck = List.copyOf(includeHeadersInCheck);
            includeRequestHeadersInCheck = List.copyOf(includeRequestHeadersInCheck);
            includeAdditionalHeadersInCheck = SortedMaps.copyOf(includeAdditionalHeadersInCheck);
            headersToUpstreamOnAllow = List.copyOf(headersToUpstreamOnAllow);
            headersToDownstreamOnDeny = List.copyOf(headersToDownstreamOnDeny);
            headersToDownstreamOnAllow = List.copyOf(headersToDownstreamOnAllow);
        }
    }

    /// Says whether a request or connection may go on, by gRPC.
    public record ExtAuthzGrpc(
            String service,
            int port,
            Optional<Duration> timeout,
            boolean failOpen,
            boolean clearRouteCache,
            String statusOnError,
            Optional<RequestBody> includeRequestBodyInCheck) {}

    /// @param allowPartialMessage whether a longer body is cut
    /// @param packAsBytes whether it is sent as bytes, and not as text
    public record RequestBody(
            int maxRequestBytes, boolean allowPartialMessage, boolean packAsBytes) {}
}
